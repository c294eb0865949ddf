package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.topics.Envelope;
import io.heirloom.worker.tries.DoomedWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of orders whose step fails, kills its worker or is of another version. */
@QuarkusTest
@WithTestResource(
    value = BrokerAndDatabase.class,
    initArgs = @ResourceArg(name = "database", value = "false"))
@Timeout(90)
class FaultyOrdersTest {
  @Inject Broker broker;
  @Inject ScriptedTrainer trainer;
  @Inject StoreSettings storeSettings;
  @Inject MeterRegistry meters;

  private final StudyId study = Orders.study();
  private final long seed = Orders.seed();
  private final StepOrder order = Orders.trainWeak(study, seed);

  @Test
  void anUnknownFaultIsTriedThreeTimesInPlaceThenFailsTheStep() {
    trainer.when(
        seed,
        context -> {
          throw new IllegalStateException("bad luck");
        });
    double before = retries("unknown");

    broker.publish(order);

    assertThat(reason())
        .isEqualTo("train-weak failed 3 times, the last time with IllegalStateException: bad luck");
    assertThat(trainer.timesBegun(seed)).isEqualTo(3);
    assertThat(retries("unknown") - before).isEqualTo(2);
    ConsumerRecord<String, byte[]> letter = broker.deadLetter(order.key().toString());
    assertThat(Envelope.header(letter, "heirloom-stack").orElseThrow())
        .contains("java.lang.IllegalStateException: bad luck")
        .contains("\tat ");
    assertThat(broker.ordersOf(study, Topics.EVALUATION)).isEmpty();
  }

  @Test
  void aStepThatGetsFurtherEachTimeIsNotGivenUp() {
    trainer.when(
        seed,
        context -> {
          long tried = trainer.timesBegun(seed);
          context.progress(tried, 10);
          if (tried < 5) {
            throw new IllegalStateException("once more");
          }
        });

    broker.publish(order);

    broker.eventsUntil(study, StepEvent.Completed.class);
    assertThat(trainer.timesBegun(seed)).isEqualTo(5);
  }

  @Test
  void aPassingFaultIsTriedForAsLongAsThereIsPatience() {
    trainer.when(
        seed,
        context -> {
          throw new IOException("the network is down");
        });

    broker.publish(order);

    assertThat(reason())
        .matches(
            "train-weak failed 4 times in \\d s, the last time with IOException: the network is"
                + " down");
    assertThat(trainer.timesBegun(seed)).isEqualTo(4);
  }

  @Test
  void aFaultThatPassesDoesNoHarm() {
    trainer.when(
        seed,
        context -> {
          if (trainer.timesBegun(seed) == 1) {
            throw new IOException("just this once");
          }
        });

    broker.publish(order);

    assertThat(broker.eventsUntil(study, StepEvent.Completed.class))
        .hasExactlyElementsOfTypes(StepEvent.Started.class, StepEvent.Completed.class);
    assertThat(trainer.timesBegun(seed)).isEqualTo(2);
  }

  @Test
  void aFullDiskFailsTheStepAtOnceAndLeavesNothingHalfWritten() throws IOException {
    trainer.when(
        seed,
        context -> {
          Files.writeString(context.output().resolve("half"), "written");
          try {
            Files.write(Path.of("/dev/full"), new byte[1]);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model", e);
          }
        });

    broker.publish(order);

    assertThat(reason()).isEqualTo("the disk is full: cannot write the model");
    assertThat(trainer.timesBegun(seed)).isEqualTo(1);
    assertThat(storeSettings.folder().resolve("staging")).isEmptyDirectory();
  }

  @Test
  void aStepThatIsCancelledBetweenTwoTriesIsNotTriedAgain() {
    trainer.when(
        seed,
        context -> {
          throw new IOException("the network is down");
        });
    broker.publish(order);
    await().until(() -> trainer.timesBegun(seed) == 3);

    broker.cancel(order);

    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Cancelled.class);
    assertThat(events).noneMatch(StepEvent.Failed.class::isInstance);
    assertThat(trainer.timesBegun(seed)).isEqualTo(3);
  }

  @Test
  void aStepThatKilledItsWorkerThreeTimesIsSetAsideWithTheEndOfTheLog() throws Exception {
    for (int kill = 0; kill < 3; kill++) {
      DoomedWorker.startAndKill(storeSettings.folder(), order.productKey(), study);
    }
    StepOrder other = Orders.trainWeak(study, Orders.seed());

    broker.publish(order);
    broker.publish(other);

    assertThat(reason())
        .startsWith("it killed its worker 3 times without getting further, the last time doomed")
        .endsWith("[DoomedWorker] about to touch what must not be touched");
    ConsumerRecord<String, byte[]> letter = broker.deadLetter(order.key().toString());
    assertThat(letter.value()).isEqualTo(Broker.json(order));
    assertThat(Envelope.header(letter, "heirloom-log").orElseThrow())
        .contains("about to touch what must not be touched");
    assertThat(trainer.timesBegun(seed)).isZero();
    assertThat(endings("Poison")).isEqualTo(1);
    broker.eventsUntil(study, all -> all.stream().anyMatch(event -> isDone(event, other.key())));

    StepOrder again =
        new StepOrder(study, 2, order.dataFolder(), order.input(), order.shard(), order.lineage());
    broker.publish(again);

    List<StepEvent> events =
        broker.eventsUntil(
            study, all -> all.stream().anyMatch(event -> isDone(event, order.key())));
    assertThat(events.get(events.size() - 1).round()).isEqualTo(2);
  }

  @Test
  void twoDeathsAreNotThree() throws Exception {
    for (int kill = 0; kill < 2; kill++) {
      DoomedWorker.startAndKill(storeSettings.folder(), order.productKey(), study);
    }

    broker.publish(order);

    assertThat(broker.eventsUntil(study, StepEvent.Completed.class))
        .hasExactlyElementsOfTypes(StepEvent.Started.class, StepEvent.Completed.class);
    Path scratch = storeSettings.folder().resolve("scratch").resolve(order.productKey().toString());
    await().untilAsserted(() -> assertThat(scratch).doesNotExist());
  }

  @Test
  void anOrderOfANewerVersionIsLeftToOthersAndHoldsUpNoneForLong() throws Exception {
    ProducerRecord<String, byte[]> newer =
        new ProducerRecord<>(
            Topics.WEAK_TRAINING,
            "newer",
            "{\"as\": \"yet unknown\"}".getBytes(StandardCharsets.UTF_8));
    CloudEvent.add(newer.headers(), "ce_specversion", "1.0");
    CloudEvent.add(newer.headers(), "ce_type", "io.heirloom.step-order.v3");
    CountDownLatch done = new CountDownLatch(1);
    trainer.when(seed, context -> done.countDown());

    broker.publish(newer);
    broker.publish(order);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    ConsumerRecord<String, byte[]> letter = broker.deadLetter("newer");
    assertThat(letter.value()).isEqualTo(newer.value());
    assertThat(Envelope.header(letter, "ce_type")).contains("io.heirloom.step-order.v3");
    assertThat(Envelope.header(letter, "heirloom-reason").orElseThrow())
        .contains("ce_type", "v3", "v2", "for 4 s no newer worker took it");
    List<ConsumerRecord<String, byte[]>> copies =
        broker.readAll(Topics.WEAK_TRAINING).stream()
            .filter(record -> "newer".equals(record.key()))
            .toList();
    assertThat(copies).hasSizeGreaterThan(1);
    assertThat(copies)
        .allSatisfy(copy -> assertThat(copy.value()).isEqualTo(newer.value()))
        .filteredOn(copy -> Envelope.header(copy, "heirloom-waiting-since").isPresent())
        .hasSize(copies.size() - 1);
    assertThat(endings("Refused")).isPositive();
    assertThat(endings("PublishedAnew")).isPositive();
  }

  private String reason() {
    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Failed.class);
    return ((StepEvent.Failed) events.get(events.size() - 1)).reason();
  }

  private static boolean isDone(StepEvent event, StepKey key) {
    return event instanceof StepEvent.Completed && event.key().equals(key);
  }

  private double retries(String fault) {
    return meters
        .find("heirloom.retries")
        .tags("fault", fault, "topic", Topics.WEAK_TRAINING)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private double endings(String ending) {
    return meters
        .find("heirloom.orders")
        .tags("ending", ending, "topic", Topics.WEAK_TRAINING)
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
