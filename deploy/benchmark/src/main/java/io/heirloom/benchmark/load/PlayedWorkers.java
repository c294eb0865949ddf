package io.heirloom.benchmark.load;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.trust.Properties;
import io.heirloom.trust.ScoredRows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Reports what workers would that do all steps of some studies, all studies at once, evenly over a
 * time. Evaluations are real artifacts, no two alike, of answers drawn by chance.
 */
final class PlayedWorkers implements Runnable {
  private static final int REPORTS = 5;
  private static final int ROWS = 1000;

  private final String brokers;
  private final ArtifactStore store;
  private final GatewayRequests gateway;
  private final List<String> studies;
  private final Duration time;

  PlayedWorkers(
      String brokers,
      ArtifactStore store,
      GatewayRequests gateway,
      List<String> studies,
      Duration time) {
    this.brokers = brokers;
    this.store = store;
    this.gateway = gateway;
    this.studies = studies;
    this.time = time;
  }

  @Override
  public void run() {
    List<List<GatewayRequests.Step>> steps = studies.stream().map(gateway::steps).toList();
    int most = steps.stream().mapToInt(List::size).max().orElse(0);
    long all = steps.stream().mapToLong(List::size).sum();
    long begun = System.nanoTime();
    long done = 0;
    try (KafkaProducer<String, byte[]> kafka = producer()) {
      for (int position = 0; position < most; position++) {
        for (int study = 0; study < studies.size(); study++) {
          if (position < steps.get(study).size()) {
            GatewayRequests.Step step = steps.get(study).get(position);
            StepKey key = StepKey.parse(step.key());
            StepResult result =
                step.operation().equals("evaluate") ? evaluation(key, done) : model(step);
            play(kafka, new StudyId(studies.get(study)), key, result);
            done++;
            sleepUntil(begun + time.toNanos() / all * done);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void play(
      KafkaProducer<String, byte[]> kafka, StudyId study, StepKey key, StepResult result) {
    Instant at = Instant.now();
    List<StepEvent> events = new ArrayList<>();
    events.add(new StepEvent.Started(study, key, 1, "played", at, Shard.WHOLE, 1));
    for (int report = 1; report <= REPORTS; report++) {
      Instant then = at.plusMillis(report);
      events.add(
          new StepEvent.Progressed(study, key, 1, "played", then, Shard.WHOLE, report, REPORTS));
      MetricPoint loss =
          new MetricPoint(study, key, "loss", 1.0 / report, report, then, new TreeMap<>());
      send(kafka, Topics.METRICS, key.toString(), Topics.METRIC_TYPE, loss);
    }
    events.add(
        new StepEvent.Completed(study, key, 1, "played", at.plusMillis(REPORTS + 1), result, 1));
    events.forEach(event -> send(kafka, Topics.EVENTS, study.value(), Topics.EVENT_TYPE, event));
  }

  private static void send(
      KafkaProducer<String, byte[]> kafka, String topic, String key, String type, Object data) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, LineageJson.write(data));
    record.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
    record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    var unused = kafka.send(record);
  }

  /** A model that nobody reads. */
  private static StepResult model(GatewayRequests.Step step) {
    Reference nowhere =
        new Reference(ArtifactKind.CHECKPOINT, Digest.of(step.key()), "file:///nowhere");
    return new StepResult(nowhere, new TreeMap<>());
  }

  private StepResult evaluation(StepKey key, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] cells = new double[5][ROWS];
    for (int row = 0; row < ROWS; row++) {
      cells[0][row] = random.nextInt(2);
      cells[1][row] = random.nextInt(2);
      cells[3][row] = random.nextDouble();
      cells[4][row] = 1 - cells[3][row];
    }
    ScoredRows rows =
        new ScoredRows(
            IntStream.range(0, ROWS).toArray(),
            List.of("label", "group", "cut", "probability_0", "probability_1"),
            cells);
    SortedMap<String, Double> metrics =
        new TreeMap<>(new Properties().named("fairness").measure(rows));
    Path staged = store.stage();
    rows.write(staged);
    return store.publish(key, ArtifactKind.EVALUATION, staged, metrics);
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", brokers, "linger.ms", "5"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static void sleepUntil(long due) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
  }
}
