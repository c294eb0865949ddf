package io.heirloom.gateway.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.gateway.plan.ExampleStudy;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.gateway.view.StepView;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.TrustTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StepEntityTest {
  private static final StudyId STUDY = new StudyId("a-study");
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Evaluate EVALUATE =
      new Evaluate(
          new TrustTask(
              "fairness",
              new TreeMap<>(),
              new DataSource("census", "1", OptionalInt.empty(), OptionalInt.empty(), 0)),
          Evaluate.Model.WEAK,
          Evaluate.Rows.TEST);
  private static final StepKey KEY = StepKey.of(EVALUATE, Optional.empty(), 2);
  private static final StepResult RESULT =
      new StepResult(
          new Reference(ArtifactKind.EVALUATION, Digest.of("it"), "file:///it"),
          new TreeMap<>(Map.of("accuracy", .8)));
  private static final Shard FIRST = new Shard(0, 2);
  private static final Shard SECOND = new Shard(1, 2);

  private final PlannedStep planned =
      new PlannedStep(
          KEY, Optional.empty(), EVALUATE, ExampleStudy.WEAK, 2, "evaluation of something");
  private final StepEntity step = new StepEntity(STUDY, planned, ExampleStudy.measures(), 0);
  private final List<ShardEntity> shards = StepEntity.shards(STUDY, planned);

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static StepEvent started(int second, Shard shard, String worker, int delivery) {
    return new StepEvent.Started(STUDY, KEY, 1, worker, at(second), shard, delivery);
  }

  private static StepEvent progressed(int second, Shard shard, String worker, long done) {
    return new StepEvent.Progressed(STUDY, KEY, 1, worker, at(second), shard, done, 100);
  }

  private static StepEvent completed(int second) {
    return new StepEvent.Completed(STUDY, KEY, 1, "w-2", at(second), RESULT, 2.5);
  }

  private static StepEvent reused(int second) {
    return new StepEvent.Reused(STUDY, KEY, 1, "w-3", at(second), RESULT);
  }

  private static StepEvent failed(int second) {
    return new StepEvent.Failed(STUDY, KEY, 1, "w-1", at(second), "out of paper");
  }

  private StepView view() {
    return StepView.of(step, shards);
  }

  private boolean apply(StepEvent event) {
    return step.apply(event, shards);
  }

  @Test
  void aStepRunsAndCompletes() {
    apply(started(0, FIRST, "w-1", 1));
    apply(progressed(1, FIRST, "w-1", 40));

    assertThat(view().state()).isEqualTo("running");
    assertThat(view().worker()).contains("w-1");
    assertThat(view().startedAt()).contains(at(0));
    assertThat(view().done()).isEqualTo(40);
    assertThat(view().total()).as("both shards, by the one that is known").isEqualTo(200);

    apply(started(2, SECOND, "w-2", 1));
    apply(progressed(3, SECOND, "w-2", 100));
    apply(new StepEvent.ShardCompleted(STUDY, KEY, 1, "w-2", at(4), SECOND, 3));
    assertThat(view().state()).isEqualTo("running");
    assertThat(view().shards().get(1).state()).isEqualTo("completed");
    apply(completed(6));

    assertThat(view().state()).isEqualTo("completed");
    assertThat(view().done()).isEqualTo(200);
    assertThat(view().artifact()).contains(RESULT.reference().digest().hex());
    assertThat(view().metrics()).containsEntry("accuracy", .8);
    assertThat(view().seconds()).as("of the shard told of, and of the rest").contains(3 + 2.5);
    assertThat(view().endedAt()).contains(at(6));
    assertThat(view().shards()).allMatch(shard -> shard.state().equals("completed"));
  }

  @Test
  void aWorkerThatDiesStartsAgainFromNothing() {
    apply(started(0, FIRST, "w-1", 1));
    apply(progressed(1, FIRST, "w-1", 40));
    apply(started(9, FIRST, "w-2", 2));

    assertThat(view().delivery()).isEqualTo(2);
    assertThat(view().worker()).contains("w-2");
    assertThat(view().done()).isZero();
    assertThat(apply(progressed(1, FIRST, "w-1", 40))).as("of the dead worker").isFalse();
    assertThat(view().done()).isZero();
  }

  @Test
  void aResultStaysWhateverElseIsReported() {
    apply(completed(3));
    StepView ended = view();

    for (StepEvent late :
        List.of(
            completed(4),
            reused(1),
            failed(1),
            new StepEvent.InputLost(STUDY, KEY, 1, "w-9", at(1), RESULT.reference(), "gone"),
            new StepEvent.Cancelled(STUDY, KEY, 1, "w-9", at(6)))) {
      assertThat(apply(late)).as(late.toString()).isFalse();
    }
    assertThat(view()).isEqualTo(ended);
  }

  @Test
  void ofTwoWorkersTheOneWithAResultCounts() {
    apply(failed(1));
    assertThat(apply(reused(5))).isTrue();
    assertThat(view().state()).isEqualTo("reused");
    assertThat(view().reason()).isEmpty();

    assertThat(apply(completed(7))).isTrue();
    assertThat(view().state()).isEqualTo("completed");
    assertThat(view().endedAt()).contains(at(7));
  }

  @Test
  void reportsOfAnEarlierRoundChangeNothing() {
    apply(started(0, FIRST, "w-1", 3));
    apply(failed(1));
    step.renew(2, shards);
    StepView renewed = view();

    assertThat(apply(completed(2))).isFalse();
    assertThat(view()).isEqualTo(renewed);
    assertThat(renewed.state()).isEqualTo("waiting");
    assertThat(renewed.delivery()).isZero();
    assertThat(renewed.reason()).isEmpty();
    assertThat(apply(new StepEvent.Reused(STUDY, KEY, 2, "w-3", at(3), RESULT))).isTrue();
    assertThat(view().state()).isEqualTo("reused");
  }

  @Test
  void aFailureKeepsItsReason() {
    apply(started(0, FIRST, "w-1", 1));
    apply(failed(1));

    assertThat(view().state()).isEqualTo("failed");
    assertThat(view().reason()).contains("out of paper");
    assertThat(view().artifact()).isEmpty();
  }

  @Test
  void aShardOfAnotherCutIsNobodys() {
    assertThat(apply(started(0, new Shard(2, 3), "w-1", 1))).isFalse();
    assertThat(view().state()).isEqualTo("waiting");
  }

  @Test
  void theSameReportTwiceIsNoNews() {
    assertThat(apply(progressed(1, FIRST, "w-1", 40))).isTrue();
    assertThat(apply(progressed(1, FIRST, "w-1", 40))).isFalse();
  }
}
