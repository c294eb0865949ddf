package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.topics.Envelope;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@WithTestResource(
    value = BrokerAndDatabase.class,
    initArgs = @ResourceArg(name = "database", value = "false"))
@Timeout(90)
class OrderFlowTest {
  @Inject Broker broker;
  @Inject ScriptedTrainer trainer;
  @Inject RowLabeler labeler;
  @Inject ArtifactStore store;
  @Inject StoreSettings storeSettings;
  @Inject Outcomes outcomes;
  @Inject Worker worker;
  @Inject OrderLoops loops;

  @TestHTTPResource("/q")
  URL management;

  private final StudyId study = Orders.study();
  private final long seed = Orders.seed();
  private final StepOrder order = Orders.trainWeak(study, seed);

  @Test
  void anOrderIsDoneToldAndItsBranchesForwardedWithTheReferenceFilledIn() throws Exception {
    trainer.when(
        seed,
        context -> {
          context.metric("loss", 2.5, 1);
          context.progress(5, 10);
          context.progress(10, 10);
        });

    broker.publish(order);

    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);
    assertThat(events)
        .hasExactlyElementsOfTypes(
            StepEvent.Started.class,
            StepEvent.Progressed.class,
            StepEvent.Progressed.class,
            StepEvent.Completed.class);
    assertThat(events).allSatisfy(event -> assertThat(event.key()).isEqualTo(order.key()));
    assertThat(events)
        .allSatisfy(event -> assertThat(event.worker()).isEqualTo("worker-under-test"));
    StepResult result = ((StepEvent.Completed) events.get(3)).result();
    assertThat(result.metrics()).containsEntry("accuracy", .5);
    assertThat(Files.readString(store.fetch(result.reference()).resolve("model")))
        .isEqualTo("trained with seed " + seed);
    assertThat(broker.ordersOf(study, Topics.EVALUATION))
        .containsExactlyInAnyOrderElementsOf(order.forward(result.reference()));
  }

  @Test
  void metricsAreThinnedOutButTheirLastValueArrives() {
    trainer.when(
        seed,
        context -> {
          for (int step = 1; step <= 1000; step++) {
            context.metric("loss", 1.0 / step, step);
          }
          context.metric("accuracy", Double.NaN, 1000);
        });

    broker.publish(order);

    broker.eventsUntil(study, StepEvent.Completed.class);
    List<MetricPoint> points =
        broker.readAll(Topics.METRICS).stream()
            .map(record -> Envelope.open(record, Topics.METRIC_TYPE, MetricPoint.class))
            .filter(point -> point.study().equals(study))
            .toList();
    assertThat(points).hasSizeBetween(2, 20);
    assertThat(points).extracting(MetricPoint::name).containsOnly("loss");
    assertThat(points.get(points.size() - 1).trainingStep()).isEqualTo(1000);
    assertThat(points.get(0).labels()).containsEntry("worker", "worker-under-test");
  }

  @Test
  void messagesAreCloudEventsInBinaryMode() {
    broker.publish(order);

    broker.eventsUntil(study, StepEvent.Completed.class);
    ConsumerRecord<String, byte[]> forwarded =
        broker.readUntil(
            Topics.EVALUATION,
            record ->
                Envelope.open(record, Topics.ORDER_TYPE, StepOrder.class).study().equals(study));
    assertThat(Envelope.header(forwarded, "ce_specversion")).contains("1.0");
    assertThat(Envelope.header(forwarded, "ce_type")).contains("io.heirloom.step-order.v2");
    assertThat(Envelope.header(forwarded, "ce_subject")).contains(forwarded.key());
    assertThat(Envelope.header(forwarded, "ce_source"))
        .contains("/heirloom/workers/worker-under-test");
    assertThat(Envelope.header(forwarded, "ce_id")).isPresent();
    assertThat(Envelope.header(forwarded, "ce_time")).isPresent();
    assertThat(Envelope.header(forwarded, "content-type")).contains("application/json");
  }

  @Test
  void aStepWhoseResultIsInTheStoreIsNotDoneAgain() {
    broker.publish(order);
    broker.eventsUntil(study, StepEvent.Completed.class);
    StudyId later = Orders.study();
    StepOrder again = Orders.trainWeak(later, seed);

    broker.publish(again);

    List<StepEvent> events = broker.eventsUntil(later, StepEvent.Reused.class);
    assertThat(events).hasSize(1);
    StepResult result = ((StepEvent.Reused) events.get(0)).result();
    assertThat(result.metrics()).containsEntry("accuracy", .5);
    assertThat(broker.ordersOf(later, Topics.EVALUATION))
        .containsExactlyInAnyOrderElementsOf(again.forward(result.reference()));
    assertThat(trainer.timesBegun(seed)).isEqualTo(1);
  }

  @Test
  void whoDoesTheLastShardMergesOnceAndForwardsOnce() throws Exception {
    List<StepOrder> shards = Orders.label(study, Orders.checkpoint("shards"), 4);
    OrderLoop<?> second = loops.loop(labeler);
    second.start();
    try {
      shards.forEach(broker::publish);
      List<StepEvent> events =
          broker.eventsUntil(
              study, all -> all.stream().filter(this::isShardCompletion).count() == 4);

      String key = shards.get(0).key().toString();
      assertThat(labeler.threadsFor(key)).isEqualTo(2);
      assertThat(labeler.merges(key)).isEqualTo(1);
      StepResult result = completions(broker.eventsUntil(study, StepEvent.Completed.class)).get(0);
      assertThat(Files.readString(store.fetch(result.reference()).resolve("rows")))
          .isEqualTo("0 1 2 3 4 5 6 7 8 9 ");
      assertThat(result.metrics()).containsEntry("shards", 4.0);
      assertThat(events.stream().filter(StepEvent.ShardCompleted.class::isInstance))
          .extracting(event -> ((StepEvent.ShardCompleted) event).shard().index())
          .containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(broker.ordersOf(study, Topics.EVALUATION)).hasSize(1);
      assertThat(labeler.scratchesFor(key)).as("of four shards and the whole").hasSize(5);
      await()
          .untilAsserted(
              () ->
                  assertThat(labeler.scratchesFor(key))
                      .allSatisfy(scratch -> assertThat(scratch).doesNotExist()));
    } finally {
      second.stop();
      second.awaitStopped();
    }
  }

  @Test
  void aStepInShardsThatIsThereIsForwardedOnceForEachStudy() {
    List<StepOrder> first = Orders.label(study, Orders.checkpoint("cut"), 3);
    first.forEach(broker::publish);
    broker.eventsUntil(study, StepEvent.Completed.class);
    StudyId later = Orders.study();

    Orders.label(later, Orders.checkpoint("cut"), 3).forEach(broker::publish);

    List<StepEvent> events = broker.eventsUntil(later, all -> all.size() == 3);
    assertThat(events.stream().filter(StepEvent.Reused.class::isInstance)).hasSize(1);
    assertThat(events.stream().filter(StepEvent.ShardCompleted.class::isInstance)).hasSize(2);
    assertThat(broker.ordersOf(later, Topics.EVALUATION)).hasSize(1);
    assertThat(labeler.merges(first.get(0).key().toString())).isEqualTo(1);
  }

  @Test
  void badInputFailsTheStepAtOnceForGoodAndOthersGoOn() {
    trainer.when(
        seed,
        context -> {
          throw new InvalidInputException("data.columns", "colour", "age or sex");
        });
    StudyId other = Orders.study();

    broker.publish(order);
    broker.publish(Orders.trainWeak(other, Orders.seed()));

    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Failed.class);
    assertThat(((StepEvent.Failed) events.get(events.size() - 1)).reason())
        .isEqualTo("data.columns: 'colour' cannot be used; allowed: age or sex");
    assertThat(trainer.timesBegun(seed)).isEqualTo(1);
    assertThat(broker.ordersOf(study, Topics.EVALUATION)).isEmpty();
    ConsumerRecord<String, byte[]> letter = broker.deadLetter(order.key().toString());
    assertThat(letter.value()).isEqualTo(Broker.json(order));
    assertThat(Envelope.header(letter, "heirloom-reason").orElseThrow()).contains("colour");
    assertThat(broker.eventsUntil(other, StepEvent.Completed.class)).isNotEmpty();
  }

  @Test
  void aStepThatIsTriedAgainGoesOnFromWhatItKeptAndKeepsNothingInTheEnd() throws Exception {
    trainer.when(
        seed,
        context -> {
          Path state = context.scratch().resolve("state");
          String before = Files.exists(state) ? Files.readString(state) : "";
          Files.writeString(state, before + "tried ");
          if (before.equals("tried tried ")) {
            Files.writeString(context.output().resolve("found"), before);
            return;
          }
          throw new IOException("not yet");
        });

    broker.publish(order);

    StepResult result = completions(broker.eventsUntil(study, StepEvent.Completed.class)).get(0);
    assertThat(store.fetch(result.reference()).resolve("found")).hasContent("tried tried ");
    assertThat(store.fetch(result.reference()).resolve("state")).doesNotExist();
    await().untilAsserted(() -> assertThat(scratch(order)).doesNotExist());
  }

  @Test
  void aStepThatFailedForGoodKeepsNothing() {
    trainer.when(
        seed,
        context -> {
          Files.writeString(context.scratch().resolve("state"), "half done");
          throw new InvalidInputException("data.columns", "colour", "age or sex");
        });

    broker.publish(order);

    broker.eventsUntil(study, StepEvent.Failed.class);
    await().untilAsserted(() -> assertThat(scratch(order)).doesNotExist());
  }

  @Test
  void aStepOfACancelledStudyKeepsNothing() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    trainer.when(
        seed,
        context -> {
          Files.writeString(context.scratch().resolve("state"), "half done");
          running.countDown();
          while (true) {
            context.throwIfCancelled();
            Thread.sleep(50);
          }
        });
    broker.publish(order);
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(scratch(order).resolve("state")).exists();

    broker.cancel(order);

    broker.eventsUntil(study, StepEvent.Cancelled.class);
    await().untilAsserted(() -> assertThat(scratch(order)).doesNotExist());
  }

  @Test
  void whatAWorkerLeftThatDiedAfterPublishingGoesWhenItsStepIsAskedForAgain() throws Exception {
    broker.publish(order);
    broker.eventsUntil(study, StepEvent.Completed.class);
    await().untilAsserted(() -> assertThat(scratch(order)).doesNotExist());
    Files.writeString(store.scratch(order.key()).resolve("state"), "nearly done");
    StudyId later = Orders.study();

    broker.publish(Orders.trainWeak(later, seed));

    broker.eventsUntil(later, StepEvent.Reused.class);
    await().untilAsserted(() -> assertThat(scratch(order)).doesNotExist());
  }

  @Test
  void whoWritesIntoScratchThatAnotherHasRemovedTakesTheOthersResult() throws Exception {
    CountDownLatch slowRuns = new CountDownLatch(1);
    CountDownLatch otherIsDone = new CountDownLatch(1);
    trainer.when(
        seed,
        context -> {
          Path scratch = context.scratch();
          if (context.study().equals(study)) {
            slowRuns.countDown();
            assertThat(otherIsDone.await(30, TimeUnit.SECONDS)).isTrue();
          }
          Files.writeString(scratch.resolve("state"), "state of " + context.study());
        });
    StudyId quick = Orders.study();
    broker.publish(order);
    assertThat(slowRuns.await(20, TimeUnit.SECONDS)).isTrue();
    OrderLoop<?> second = loops.loop(trainer);
    second.start();
    try {
      broker.publish(Orders.trainWeak(quick, seed));
      StepResult result = completions(broker.eventsUntil(quick, StepEvent.Completed.class)).get(0);
      await().untilAsserted(() -> assertThat(scratch(order)).doesNotExist());
      otherIsDone.countDown();

      List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);
      assertThat(events)
          .hasExactlyElementsOfTypes(StepEvent.Started.class, StepEvent.Completed.class);
      assertThat(completions(events)).containsExactly(result);
      assertThat(scratch(order)).doesNotExist();
    } finally {
      second.stop();
      second.awaitStopped();
    }
  }

  @Test
  void runningOutOfMemoryFailsTheStepAndNotTheWorker() {
    trainer.when(
        seed,
        context -> {
          throw new OutOfMemoryError("Java heap space");
        });
    StudyId other = Orders.study();

    broker.publish(order);

    assertThat(broker.eventsUntil(study, StepEvent.Failed.class)).isNotEmpty();
    broker.publish(Orders.trainWeak(other, Orders.seed()));
    assertThat(broker.eventsUntil(other, StepEvent.Completed.class)).isNotEmpty();
  }

  @Test
  void anOrderNobodyCanReadGoesToTheDeadLettersAsItCame() {
    ProducerRecord<String, byte[]> broken = Broker.record(order);
    byte[] bytes = "{\"study\": 7".getBytes(StandardCharsets.UTF_8);

    broker.publish(
        new ProducerRecord<>(broken.topic(), null, "unreadable", bytes, broken.headers()));

    ConsumerRecord<String, byte[]> letter = broker.deadLetter("unreadable");
    assertThat(letter.value()).isEqualTo(bytes);
    assertThat(Envelope.header(letter, "ce_type")).contains("io.heirloom.step-order.v2");
    assertThat(Envelope.header(letter, "ce_source")).contains("/heirloom/workers/outside");
    assertThat(Envelope.header(letter, "heirloom-reason").orElseThrow()).contains("StepOrder");
    assertThat(Envelope.header(letter, "heirloom-topic")).contains(Topics.WEAK_TRAINING);
  }

  @Test
  void ordersOfAnOlderVersionOrKindOrWithoutContentAreNotGuessedAt() {
    ProducerRecord<String, byte[]> older = ofType("older", "io.heirloom.step-order.v1");
    ProducerRecord<String, byte[]> other = ofType("other", "io.heirloom.step-event.v9");
    ProducerRecord<String, byte[]> astray =
        new ProducerRecord<>(
            Topics.WEAK_TRAINING,
            null,
            "astray",
            Broker.json(Orders.trainStrong(study, seed)),
            Broker.record(order).headers());
    ProducerRecord<String, byte[]> empty =
        new ProducerRecord<>(
            Topics.WEAK_TRAINING, null, "empty", null, Broker.record(order).headers());
    ProducerRecord<String, byte[]> bare =
        new ProducerRecord<>(Topics.WEAK_TRAINING, "bare", Broker.json(order));

    List.of(older, other, astray, empty, bare).forEach(broker::publish);

    assertThat(reasonOf("older")).contains("ce_type").contains("v1").contains("v2");
    assertThat(reasonOf("other")).contains("ce_type").contains("step-event");
    assertThat(reasonOf("astray")).contains("train-strong").contains("TrainWeak");
    assertThat(reasonOf("empty")).contains("null");
    assertThat(reasonOf("bare")).contains("ce_specversion");
    assertThat(trainer.timesBegun(seed)).isZero();
  }

  @Test
  void aCancelledStudyGivesUpItsRunningStepAndStartsNoOther() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    trainer.when(
        seed,
        context -> {
          while (true) {
            context.throwIfCancelled();
            running.countDown();
            Thread.sleep(50);
          }
        });
    broker.publish(order);
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

    long before = System.nanoTime();
    broker.cancel(order);
    broker.eventsUntil(study, StepEvent.Cancelled.class);
    assertThat((System.nanoTime() - before) / 1e9).isLessThan(5);

    long next = Orders.seed();
    broker.publish(Orders.trainWeak(study, next));
    List<StepEvent> events =
        broker.eventsUntil(
            study, all -> all.stream().filter(StepEvent.Cancelled.class::isInstance).count() == 2);
    assertThat(trainer.timesBegun(next)).isZero();
    assertThat(events).noneMatch(StepEvent.Failed.class::isInstance);
    assertThat(broker.ordersOf(study, Topics.EVALUATION)).isEmpty();
  }

  @Test
  void aWorkerThatStartsKnowsWhatWasCancelledBeforeItTakesAnOrder() {
    broker.cancel(order);
    Cancellations ofNewWorker = new Cancellations();

    ofNewWorker.catchUp(broker.client());

    assertThat(ofNewWorker.contain(study)).isTrue();
    assertThat(ofNewWorker.contain(Orders.study())).isFalse();
  }

  @Test
  void anOrderOfAnAbortedTransactionIsNeverSeen() {
    long committed = Orders.seed();
    StudyId later = Orders.study();
    try (KafkaProducer<String, byte[]> producer =
        broker.producer(Map.of("transactional.id", "outside"))) {
      producer.initTransactions();
      producer.beginTransaction();
      var unusedAborted = producer.send(Broker.record(order));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      var unusedCommitted = producer.send(Broker.record(Orders.trainWeak(later, committed)));
      producer.commitTransaction();
    }

    broker.eventsUntil(later, StepEvent.Completed.class);

    assertThat(trainer.timesBegun(committed)).isEqualTo(1);
    assertThat(trainer.timesBegun(seed)).isZero();
  }

  @Test
  void anOutcomeIsPublishedWholeOrNotAtAllAndTheNextOneGoesThrough() {
    StepEvent completed = new StepEvent.Cancelled(study, order.key(), 1, worker.id(), worker.now());
    ProducerRecord<String, byte[]> tooLarge =
        new ProducerRecord<>(Topics.DEAD_LETTERS, "large", new byte[2 * Topics.LARGEST_ORDER + 1]);

    assertThatThrownBy(
            () ->
                outcomes.publish(
                    new Outcome(
                        "Cancelled", List.of(completed), List.of(order), List.of(tooLarge))))
        .isInstanceOf(KafkaException.class);
    StudyId later = Orders.study();
    outcomes.publish(
        Outcome.of(new StepEvent.Cancelled(later, order.key(), 1, worker.id(), worker.now())));

    assertThat(broker.eventsUntil(later, StepEvent.Cancelled.class)).hasSize(1);
    assertThat(broker.readAll(Topics.EVENTS))
        .noneMatch(record -> record.key().equals(study.value()));
    assertThat(trainer.timesBegun(seed)).isZero();
  }

  @Test
  void healthAndMetricsTellOfTheLoops() throws Exception {
    broker.publish(order);
    broker.eventsUntil(study, StepEvent.Completed.class);

    assertThat(get("/health/live")).contains("\"orders\"").contains("\"heirloom.labeling\": true");
    assertThat(get("/health/ready")).contains("\"worker-outcomes\": \"[OK]").contains("\"orders\"");
    assertThat(get("/metrics"))
        .contains("heirloom_orders_total{ending=\"Completed\",topic=\"heirloom.weak-training\"")
        .contains("heirloom_worker_busy{topic=\"heirloom.labeling\"")
        .contains("heirloom_step_seconds_count{operation=\"train-weak\"");
  }

  private ProducerRecord<String, byte[]> ofType(String key, String type) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.WEAK_TRAINING, key, Broker.json(order));
    CloudEvent.add(record.headers(), "ce_specversion", "1.0");
    CloudEvent.add(record.headers(), "ce_type", type);
    return record;
  }

  private Path scratch(StepOrder of) {
    return storeSettings.folder().resolve("scratch").resolve(of.productKey().toString());
  }

  private boolean isShardCompletion(StepEvent event) {
    return event instanceof StepEvent.ShardCompleted;
  }

  private static List<StepResult> completions(List<StepEvent> events) {
    return events.stream()
        .filter(StepEvent.Completed.class::isInstance)
        .map(event -> ((StepEvent.Completed) event).result())
        .toList();
  }

  private String reasonOf(String key) {
    return Envelope.header(broker.deadLetter(key), "heirloom-reason").orElseThrow();
  }

  private String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(management + path)).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
