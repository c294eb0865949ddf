package io.heirloom.local;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Messages that nobody can read, among others, on every topic: each ends in the dead letters, and
 * the others are dealt with. With {@code -Dheirloom.test.messages=1000} so many on each topic, and
 * how fast the others went is printed.
 */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class MessageFuzzTest {
  private static final int MESSAGES = Integer.getInteger("heirloom.test.messages", 30);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> TOPICS =
      List.of(
          Topics.WEAK_TRAINING,
          Topics.LABELING,
          Topics.STRONG_TRAINING,
          Topics.EVALUATION,
          Topics.EVENTS,
          Topics.METRICS,
          Topics.CONTROL,
          Topics.STUDIES);
  private static final TrustTask TASK =
      new TrustTask(
          "fairness",
          new TreeMap<>(),
          new DataSource("census", "census-1", OptionalInt.of(100), OptionalInt.empty(), 0));

  @Inject private Transactions transactions;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  private String brokers;

  @ConfigProperty(name = "heirloom.store.folder")
  private Path store;

  private final Reference nowhere =
      new Reference(ArtifactKind.CHECKPOINT, Digest.of("nowhere"), "file:///nowhere");

  private int steps;

  @Test
  void whatCannotBeReadIsPutAsideAndTheRestGoesOn() throws Exception {
    StudyId followed = followedStudy();
    double alone = goodMessages(followed, "alone", new FuzzedMessages(1), 0);
    double among = goodMessages(followed, "among", new FuzzedMessages(2), MESSAGES);
    double after = goodMessages(followed, "after", new FuzzedMessages(3), 0);
    awaitAllRead();

    System.out.printf(
        "%d good messages on each of %d topics took %.1f s alone, %.1f s among as many that nobody"
            + " can read, %.1f s after those%n",
        MESSAGES, TOPICS.size(), alone, among, after);
  }

  /** How long as many good messages on each topic take with some bad ones among them, in s. */
  private double goodMessages(StudyId followed, String name, FuzzedMessages fuzz, int bad)
      throws Exception {
    StudyId reused = new StudyId(followed.value() + "-" + name);
    FolderStore folder = new FolderStore(store);
    List<Map<String, byte[]>> good = new ArrayList<>();
    for (int message = 0; message < MESSAGES; message++) {
      good.add(readable(folder, followed, reused, name));
    }
    Map<Integer, ProducerRecord<String, byte[]>> unreadable = new HashMap<>();
    long begun = System.nanoTime();
    try (KafkaProducer<String, byte[]> producer = producer()) {
      for (int message = 0; message < MESSAGES; message++) {
        for (String topic : TOPICS) {
          byte[] value = good.get(message).get(topic);
          if (message < bad) {
            int number = unreadable.size();
            unreadable.put(number, fuzz.next(topic, value, number));
            producer.send(unreadable.get(number)).get();
          }
          producer.send(enveloped(topic, value)).get();
        }
      }
    }
    await().atMost(PATIENCE).until(() -> told(followed, name) == MESSAGES);
    int orders = Topics.ORDERS.size() * MESSAGES;
    assertThat(read(Topics.EVENTS, orders, event -> reused.value().equals(event.key())))
        .hasSize(orders);
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertAllPutAside(unreadable);
    return seconds;
  }

  /** A message of each topic: orders of steps that are in the store, and news of a study. */
  private Map<String, byte[]> readable(
      FolderStore folder, StudyId followed, StudyId reused, String name) throws IOException {
    Map<String, byte[]> messages = new HashMap<>();
    for (Step step : steps(++steps)) {
      // Where the input comes from is part of the key and tells steps apart.
      StepKey input = new StepKey(Digest.of("input " + steps));
      Optional<StepKey> parent =
          step instanceof TrainWeak || step instanceof TrainStrong
              ? Optional.empty()
              : Optional.of(input);
      Lineage lineage = Lineage.of(step, parent, 1, List.of());
      store(folder, lineage.key(), step.produces());
      StepOrder order =
          new StepOrder(
              reused, 1, Optional.empty(), parent.map(key -> nowhere), Shard.WHOLE, lineage);
      messages.put(order.topic(), LineageJson.write(order));
    }
    StepKey key = new StepKey(Digest.of("a step"));
    messages.put(
        Topics.EVENTS,
        LineageJson.write(
            new StepEvent.Progressed(followed, key, 1, "w-1", Instant.now(), Shard.WHOLE, 1, 2)));
    messages.put(
        Topics.METRICS,
        LineageJson.write(
            new MetricPoint(followed, key, name, 0, steps, Instant.now(), new TreeMap<>())));
    messages.put(Topics.CONTROL, LineageJson.write(new CancelStudy(unknown(name), Instant.now())));
    messages.put(
        Topics.STUDIES,
        LineageJson.write(new StudyFact.Cancelled(unknown(name), steps, Instant.now())));
    return messages;
  }

  private StudyId unknown(String name) {
    return new StudyId("unknown-" + name + "-" + steps);
  }

  private static List<Step> steps(long seed) {
    ModelSource model = new ModelSource("random:tiny", "tiny");
    return List.of(
        new TrainWeak(TASK, model, TrainingSettings.DEFAULT, 1, seed),
        new Label(TASK, Label.Form.SOFT),
        new TrainStrong(
            TASK, model, TrainingSettings.DEFAULT, new Supervision.GroundTruth(), 0, seed),
        new Evaluate(TASK, Evaluate.Model.WEAK, Evaluate.Rows.TEST));
  }

  private void store(FolderStore folder, StepKey key, ArtifactKind kind) throws IOException {
    Path staged = folder.stage();
    Files.writeString(staged.resolve("file"), "the same for all");
    folder.publish(key, kind, staged, new TreeMap<>());
  }

  /** One that nobody works on and that has not ended. */
  private StudyId followedStudy() {
    String id =
        given()
            .contentType("application/json")
            .body(
                """
                {"property": "fairness", "data": {"name": "census", "rows": 240},
                 "models": {"weak": "random:tiny", "strong": "random:tiny"}, "seeds": [99]}
                """)
            .post("/api/v1/studies")
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    given().delete("/api/v1/studies/" + id).then().statusCode(202);
    transactions
        .run(
            session ->
                session
                    .createNativeQuery(
                        "UPDATE study SET state = 'RUNNING', open_steps = 1000 WHERE id = :id")
                    .setParameter("id", id)
                    .executeUpdate())
        .await()
        .atMost(PATIENCE);
    return new StudyId(id);
  }

  /** How many measurements of a name those were told that follow a study. */
  private long told(StudyId study, String name) {
    return transactions
        .run(
            session ->
                session
                    .createNativeQuery(
                        "SELECT count(*) FROM happening WHERE study_id = :study AND payload LIKE"
                            + " :name",
                        Long.class)
                    .setParameter("study", study.value())
                    .setParameter("name", "%\"name\":\"" + name + "\"%")
                    .getSingleResult())
        .await()
        .atMost(PATIENCE);
  }

  private void assertAllPutAside(Map<Integer, ProducerRecord<String, byte[]>> unreadable) {
    List<ConsumerRecord<String, byte[]>> letters =
        read(
            Topics.DEAD_LETTERS,
            unreadable.size(),
            letter -> letter.headers().lastHeader(FuzzedMessages.NUMBER) != null);
    assertThat(letters).hasSize(unreadable.size());
    assertThat(letters)
        .allSatisfy(
            letter -> {
              ProducerRecord<String, byte[]> original =
                  unreadable.remove(Integer.parseInt(header(letter, FuzzedMessages.NUMBER)));
              assertThat(letter.value()).isEqualTo(original.value());
              assertThat(letter.key()).isEqualTo(original.key());
              assertThat(header(letter, "heirloom-topic")).isEqualTo(original.topic());
              assertThat(header(letter, "heirloom-reason")).isNotBlank();
              assertThat(header(letter, "heirloom-offset")).isNotBlank();
            });
    assertThat(unreadable).isEmpty();
  }

  /** Whoever reads topics as the gateway has come to their end. */
  private void awaitAllRead() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                Map<TopicPartition, OffsetAndMetadata> read =
                    admin
                        .listConsumerGroupOffsets("heirloom.gateway")
                        .partitionsToOffsetAndMetadata()
                        .get();
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                read.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
                return admin.listOffsets(latest).all().get().entrySet().stream()
                    // After a transaction comes its mark, which nobody reads.
                    .allMatch(
                        end -> read.get(end.getKey()).offset() + 1 >= end.getValue().offset());
              });
    }
  }

  private List<ConsumerRecord<String, byte[]>> read(
      String topic, int count, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                brokers,
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                1 << 26),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (found.size() < count && System.nanoTime() < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (wanted.test(record)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  private static ProducerRecord<String, byte[]> enveloped(String topic, byte[] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, "good", value);
    record.headers().add("ce_specversion", "1.0".getBytes(UTF_8));
    record.headers().add("ce_type", FuzzedMessages.type(topic).getBytes(UTF_8));
    return record;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", brokers), new StringSerializer(), new ByteArraySerializer());
  }
}
