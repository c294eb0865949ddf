package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.lineage.step.TrainStrong;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Orders and time. By hand, a step of ten minutes under a lock of half a minute: {@code mvn -pl
 * libs/worker -am test -Dtest=LeaseTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dheirloom.test.long-step=10m -Dheirloom.worker.lock=30s}.
 */
@QuarkusTest
@WithTestResource(
    value = BrokerAndDatabase.class,
    initArgs = @ResourceArg(name = "database", value = "false"))
class LeaseTest {
  @Inject Broker broker;
  @Inject OrderLoops loops;
  @Inject StoreSettings storeSettings;
  @Inject ArtifactStore store;

  @ConfigProperty(name = "heirloom.test.long-step")
  Duration longStep;

  private final StudyId study = Orders.study();
  private final List<OrderLoop<?>> started = new ArrayList<>();
  private final List<String> found = new CopyOnWriteArrayList<>();

  @AfterEach
  void stopLoops() throws InterruptedException {
    started.forEach(OrderLoop::stop);
    for (OrderLoop<?> loop : started) {
      loop.awaitStopped();
    }
  }

  @Test
  void aStepThatTakesLongerThanTheLockIsDeliveredOnceAndHoldsUpNoOther() {
    start(context -> Thread.sleep(longStep.toMillis()));
    broker.publish(Orders.trainStrong(study, Orders.seed()));
    broker.eventsUntil(study, StepEvent.Started.class);
    start(context -> {});
    for (int i = 0; i < 3; i++) {
      broker.publish(Orders.trainStrong(study, Orders.seed()));
    }

    List<StepEvent> events =
        broker.eventsUntil(study, longStep.plusSeconds(30), all -> count(all) == 4);

    assertThat(events.stream().filter(StepEvent.Started.class::isInstance))
        .hasSize(4)
        .allSatisfy(event -> assertThat(((StepEvent.Started) event).delivery()).isEqualTo(1));
    assertThat(events.get(events.size() - 1).key()).isEqualTo(events.get(0).key());
  }

  @Test
  void aWorkerThatIsStoppedGivesItsOrderBackAndAnotherGoesOnFromWhatItKept() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    OrderLoop<?> first =
        start(
            context -> {
              try {
                while (true) {
                  running.countDown();
                  context.throwIfCancelled();
                  Thread.sleep(50);
                }
              } catch (CancelledStepException e) {
                Files.writeString(context.scratch().resolve("state"), "half done");
                throw e;
              }
            });
    broker.publish(Orders.trainStrong(study, Orders.seed()));
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(secondsToStop(first)).isLessThan(20);
    start(this::keepFound);
    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);

    assertThat(found).containsExactly("half done");
    assertThat(deliveries(events)).containsExactly(1, 2);
    await().untilAsserted(() -> assertThat(scratch(events.get(0).key())).doesNotExist());
  }

  @Test
  void aStepThatDoesNotGiveItselfUpInTimeIsGoneOnWithFromWhatItKeptBefore() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean over = new AtomicBoolean();
    OrderLoop<?> first =
        start(
            context -> {
              Files.writeString(context.scratch().resolve("state"), "half done");
              running.countDown();
              while (!over.get()) {
                // Deaf to interruption as well, as native code is.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
              }
            });
    StepOrder order = Orders.trainStrong(study, Orders.seed());
    broker.publish(order);
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

    try {
      assertThat(secondsToStop(first)).isLessThan(20);
      assertThat(scratch(order.key()).resolve("tries-" + study + ".json"))
          .content()
          .contains("given back");
      start(this::keepFound);
      List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);

      assertThat(found).containsExactly("half done");
      assertThat(deliveries(events)).containsExactly(1, 2);
      await().untilAsserted(() -> assertThat(scratch(events.get(0).key())).doesNotExist());
    } finally {
      over.set(true);
    }
  }

  @Test
  void whoWakesUpAfterItsLockRanOutOverwritesNothing() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    StrongTrainer sleeper =
        new StrongTrainer(
            context -> {
              Files.writeString(context.output().resolve("late"), "another content");
              running.countDown();
              assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
            });
    OrderLoop<?> unusedButForItsGroup = loops.loop(sleeper);
    OrderWork<TrainStrong> late = new OrderWork<>(sleeper, loops.workplace(), () -> false);
    broker.publish(Orders.trainStrong(study, Orders.seed()));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (KafkaShareConsumer<String, byte[]> silent = shareConsumer()) {
      ConsumerRecord<String, byte[]> held = next(silent);
      Future<AcknowledgeType> ending = thread.submit(() -> late.carryOut(held));
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      start(context -> {});
      StepResult first = results(broker.eventsUntil(study, StepEvent.Completed.class)).get(0);

      woken.countDown();
      assertThat(ending.get(30, TimeUnit.SECONDS)).isEqualTo(AcknowledgeType.ACCEPT);

      List<StepEvent> events = broker.eventsUntil(study, all -> count(all) == 2);
      assertThat(deliveries(events)).containsExactly(1, 2);
      assertThat(results(events)).containsExactly(first, first);
      assertThat(store.fetch(first.reference()).resolve("late")).doesNotExist();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void anOrderThatIsDeliveredForTheLastTimeIsPublishedAnewBeforeItsStepIsTouched()
      throws Exception {
    OrderLoop<?> unusedButForItsGroup = loops.loop(new StrongTrainer(context -> {}));
    StepOrder order = Orders.trainStrong(study, Orders.seed());
    broker.publish(order);
    int limit = loops.workplace().deliveryLimit();
    try (KafkaShareConsumer<String, byte[]> giver = shareConsumer()) {
      for (int delivery = 1; delivery < limit; delivery++) {
        acknowledge(giver, next(giver), AcknowledgeType.RELEASE);
      }
    }

    start(context -> {});

    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);
    assertThat(deliveries(events)).containsExactly(1);
    assertThat(
            broker.readAll(order.topic()).stream()
                .filter(record -> order.key().toString().equals(record.key())))
        .hasSize(2)
        .allSatisfy(record -> assertThat(record.value()).isEqualTo(Broker.json(order)));
  }

  private KafkaShareConsumer<String, byte[]> shareConsumer() {
    Map<String, Object> settings = new HashMap<>(broker.client());
    settings.put("group.id", Topics.groupFor(TrainStrong.class));
    settings.put("share.acknowledgement.mode", "explicit");
    settings.put("share.acquire.mode", "record_limit");
    settings.put("max.poll.records", 1);
    KafkaShareConsumer<String, byte[]> consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.STRONG_TRAINING));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> next(KafkaShareConsumer<String, byte[]> consumer) {
    for (int poll = 0; poll < 60; poll++) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
        return record;
      }
    }
    throw new AssertionError("no order came");
  }

  private static void acknowledge(
      KafkaShareConsumer<String, byte[]> consumer,
      ConsumerRecord<String, byte[]> record,
      AcknowledgeType type) {
    consumer.acknowledge(record, type);
    for (Optional<KafkaException> refusal : consumer.commitSync().values()) {
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    }
  }

  private static List<StepResult> results(List<StepEvent> events) {
    return events.stream()
        .filter(StepEvent.Completed.class::isInstance)
        .map(event -> ((StepEvent.Completed) event).result())
        .toList();
  }

  private double secondsToStop(OrderLoop<?> loop) throws InterruptedException {
    long before = System.nanoTime();
    loop.stop();
    loop.awaitStopped();
    assertThat(loop.alive()).isFalse();
    return (System.nanoTime() - before) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private void keepFound(StepContext context) throws IOException {
    found.add(Files.readString(context.scratch().resolve("state")));
  }

  private Path scratch(StepKey key) {
    return storeSettings.folder().resolve("scratch").resolve(key.toString());
  }

  private static List<Integer> deliveries(List<StepEvent> events) {
    return events.stream()
        .filter(StepEvent.Started.class::isInstance)
        .map(event -> ((StepEvent.Started) event).delivery())
        .toList();
  }

  private OrderLoop<?> start(ScriptedTrainer.Script script) {
    OrderLoop<?> loop = loops.loop(new StrongTrainer(script));
    started.add(loop);
    loop.start();
    return loop;
  }

  private static long count(List<StepEvent> events) {
    return events.stream().filter(StepEvent.Completed.class::isInstance).count();
  }
}
