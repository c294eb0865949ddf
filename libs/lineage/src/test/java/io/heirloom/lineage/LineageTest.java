package io.heirloom.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LineageTest {
  private static final TrustTask TASK =
      new TrustTask(
          "fairness",
          new TreeMap<>(),
          new DataSource("census", "census-1", OptionalInt.of(100), OptionalInt.empty(), 0));
  private static final StudyId STUDY = new StudyId("a-study");
  private static final Reference CHECKPOINT =
      new Reference(ArtifactKind.CHECKPOINT, Digest.of("some model"), "file:///store");

  private static TrainWeak weak(double lambda, long seed) {
    return new TrainWeak(
        TASK, new ModelSource("random:tiny", "tiny"), TrainingSettings.DEFAULT, lambda, seed);
  }

  private static Evaluate evaluation(Evaluate.Rows on) {
    return new Evaluate(TASK, Evaluate.Model.WEAK, on);
  }

  private static Lineage weakWithWhatFollows() {
    StepKey weak = StepKey.of(weak(1, 7), Optional.empty(), 1);
    Step label = new Label(TASK, Label.Form.SOFT);
    StepKey labels = StepKey.of(label, Optional.of(weak), 2);
    Step strong =
        new TrainStrong(
            TASK,
            new ModelSource("random:small", "small"),
            TrainingSettings.DEFAULT,
            new Supervision.WtsAux(.2, .2),
            0,
            7);
    return Lineage.of(
        weak(1, 7),
        Optional.empty(),
        1,
        List.of(
            Lineage.of(evaluation(Evaluate.Rows.VALIDATION), Optional.of(weak), 3, List.of()),
            Lineage.of(
                label,
                Optional.of(weak),
                2,
                List.of(Lineage.of(strong, Optional.of(labels), 1, List.of())))));
  }

  @Test
  void anOrderSurvivesTheJourney() {
    StepOrder order =
        new StepOrder(
            STUDY, 1, Optional.of("/data"), Optional.empty(), Shard.WHOLE, weakWithWhatFollows());

    assertThat(LineageJson.read(LineageJson.write(order), StepOrder.class)).isEqualTo(order);
  }

  @Test
  void aWorkerForwardsOneOrderForEachShardWithTheReferenceFilledIn() {
    StepOrder order =
        StepOrder.begin(STUDY, 1, Optional.empty(), Optional.empty(), weakWithWhatFollows())
            .toList()
            .get(0);

    List<StepOrder> next = order.forward(CHECKPOINT);

    assertThat(next)
        .extracting(StepOrder::topic)
        .containsExactly(
            Topics.EVALUATION,
            Topics.EVALUATION,
            Topics.EVALUATION,
            Topics.LABELING,
            Topics.LABELING);
    assertThat(next).allSatisfy(due -> assertThat(due.input()).contains(CHECKPOINT));
    assertThat(next.stream().map(StepOrder::productKey)).doesNotHaveDuplicates();
  }

  @Test
  void keysTellApartWhateverChangesTheResult() {
    StepKey key = StepKey.of(weak(1, 7), Optional.empty(), 1);

    assertThat(StepKey.of(weak(1, 7), Optional.empty(), 1)).isEqualTo(key);
    assertThat(StepKey.of(weak(1, 8), Optional.empty(), 1)).isNotEqualTo(key);
    assertThat(StepKey.of(weak(.5, 7), Optional.empty(), 1)).isNotEqualTo(key);
    assertThat(StepKey.of(weak(1, 7), Optional.of(key), 1)).isNotEqualTo(key);
    assertThat(Lineage.of(weak(1, 7), Optional.empty(), 5, List.of()).key()).isNotEqualTo(key);
    assertThat(StepKey.of(evaluation(Evaluate.Rows.TEST), Optional.of(key), 1))
        .isNotEqualTo(StepKey.of(evaluation(Evaluate.Rows.VALIDATION), Optional.of(key), 1));
  }

  @Test
  void aKeyStaysTheSameOverVersionsOfThisProgram() {
    assertThat(StepKey.of(weak(1, 7), Optional.empty(), 1).toString()).startsWith("56ab6c875ad97a");
    assertThat(StepKey.of(evaluation(Evaluate.Rows.TEST), Optional.empty(), 1).toString())
        .startsWith("22535d08d241e4");
  }

  @Test
  void shardsCoverEveryRowOnce() {
    for (int rows : new int[] {0, 1, 2, 7, 100}) {
      int covered = 0;
      for (int i = 0; i < 3; i++) {
        Shard shard = new Shard(i, 3);
        assertThat(shard.from(rows)).isEqualTo(covered);
        covered = shard.to(rows);
      }
      assertThat(covered).isEqualTo(rows);
    }
  }

  @Test
  void everyEventSurvivesTheJourney() {
    StepKey key = StepKey.of(weak(1, 7), Optional.empty(), 1);
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", .81);
    StepResult result = new StepResult(CHECKPOINT, metrics);
    for (StepEvent event :
        List.of(
            new StepEvent.Started(STUDY, key, 1, "w-1", now, Shard.WHOLE, 2),
            new StepEvent.Progressed(STUDY, key, 1, "w-1", now, new Shard(1, 2), 5, 10),
            new StepEvent.ShardCompleted(STUDY, key, 1, "w-1", now, new Shard(1, 2), 2.5),
            new StepEvent.Completed(STUDY, key, 1, "w-1", now, result, 1.5),
            new StepEvent.Reused(STUDY, key, 1, "w-1", now, result),
            new StepEvent.Failed(STUDY, key, 1, "w-1", now, "because"),
            new StepEvent.InputLost(STUDY, key, 1, "w-1", now, result.reference(), "gone"),
            new StepEvent.Cancelled(STUDY, key, 1, "w-1", now))) {
      assertThat(LineageJson.read(LineageJson.write(event), StepEvent.class)).isEqualTo(event);
    }
  }

  @Test
  void whatIsNotOursIsRefusedByName() {
    String order = new String(LineageJson.write(weakWithWhatFollows()), StandardCharsets.UTF_8);

    assertRefused(order.replaceFirst("\"shards\":1", "\"shreds\":1,\"shards\":1"), "shreds");
    assertRefused(order.replaceFirst("\"train-weak\"", "\"train-sideways\""), "train-sideways");
    assertRefused(order.replaceFirst("\"shards\":1", "\"shards\":0"), "shards");
    assertRefused(
        order.replaceFirst("\"key\":\"[0-9a-f]+\"", "\"key\":\"../../etc/passwd\""), "etc/passwd");
    assertRefused(order.replaceFirst("\"shards\":1,", ""), "shards");
    assertRefused(order.replaceFirst("\"key\":\"[0-9a-f]+\"", "\"key\":null"), "key");
    assertRefused(order + "{}", "");
    assertRefused("null", "null");
    assertRefused("", "");
  }

  private static void assertRefused(String json, String named) {
    assertThatThrownBy(() -> LineageJson.read(json.getBytes(StandardCharsets.UTF_8), Lineage.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(named);
  }
}
