package io.heirloom.gateway.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.gateway.plan.ExampleStudy;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StudyEntityTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static StudyEntity study(int stages, int steps) {
    Stage stage = new Stage(List.of(Dimension.LAMBDA), new Stage.Rule.Knee(), List.of(1L));
    Study study =
        ExampleStudy.study(
            ExampleStudy.grid(List.of(new Study.Lambda(1, 1, 1)), List.of(new Study.Alpha(.1, .2))),
            Collections.nCopies(stages, stage),
            List.of(Strategy.NO_TFT),
            List.of(1L));
    StudyEntity entity =
        new StudyEntity(new StudyId("a-study"), study, Optional.empty(), Digest.of("request"), NOW);
    entity.await(steps);
    return entity;
  }

  private static StudyState after(int stages, StepState... ends) {
    StudyEntity study = study(stages, ends.length);
    for (StepState end : ends) {
      study.stepChanged(StepState.WAITING, end);
    }
    study.settle(NOW);
    return study.state();
  }

  @Test
  void itStandsAsItsStepsDo() {
    assertThat(after(0, StepState.COMPLETED, StepState.REUSED)).isEqualTo(StudyState.COMPLETED);
    assertThat(after(0, StepState.FAILED, StepState.SKIPPED, StepState.REUSED))
        .isEqualTo(StudyState.FAILED);
    StudyEntity half = study(0, 2);
    half.stepChanged(StepState.RUNNING, StepState.FAILED);
    assertThat(half.settle(null)).isFalse();
    assertThat(half.state()).isEqualTo(StudyState.RUNNING);
    half.stepChanged(StepState.WAITING, StepState.COMPLETED);
    assertThat(half.settle(NOW)).isTrue();
    assertThat(half.endedAt()).contains(NOW);
  }

  @Test
  void itGoesOnWhereAStepHasNotFailedAfterAll() {
    StudyEntity study = study(0, 2);
    study.stepChanged(StepState.WAITING, StepState.FAILED);
    study.stepChanged(StepState.WAITING, StepState.SKIPPED);
    study.settle(NOW);
    assertThat(study.state()).isEqualTo(StudyState.FAILED);

    study.stepChanged(StepState.FAILED, StepState.COMPLETED);
    study.stepChanged(StepState.SKIPPED, StepState.WAITING);
    assertThat(study.settle(null)).isTrue();
    assertThat(study.state()).isEqualTo(StudyState.RUNNING);
    assertThat(study.endedAt()).isEmpty();
  }

  @Test
  void aStageIsToBeDecidedOnceItsStepsAreDone() {
    StudyEntity study = study(1, 1);
    assertThat(study.isToDecide()).isFalse();

    study.stepChanged(StepState.RUNNING, StepState.COMPLETED);
    assertThat(study.settle(NOW)).isFalse();
    assertThat(study.isToDecide()).isTrue();
    study.decide(2);
    assertThat(study.settle(null)).isFalse();
    assertThat(study.isToDecide()).isFalse();

    study.stepChanged(StepState.RUNNING, StepState.COMPLETED);
    study.stepChanged(StepState.WAITING, StepState.REUSED);
    assertThat(study.settle(NOW)).isTrue();
    assertThat(study.state()).isEqualTo(StudyState.COMPLETED);
  }

  @Test
  void aStageWithoutResultsEndsTheStudy() {
    assertThat(after(1, StepState.FAILED)).isEqualTo(StudyState.FAILED);
  }

  @Test
  void aStudyOfWhichNothingIsLeftToDoEndsWithItsLastDecision() {
    StudyEntity study = study(1, 1);
    study.stepChanged(StepState.RUNNING, StepState.COMPLETED);
    study.settle(NOW);

    study.decide(0);
    assertThat(study.settle(NOW)).isTrue();
    assertThat(study.state()).isEqualTo(StudyState.COMPLETED);
  }

  @Test
  void aStageThatCannotBeDecidedIsDecidedAnewWhenItsUserAsks() {
    StudyEntity study = study(1, 1);
    study.stepChanged(StepState.RUNNING, StepState.COMPLETED);
    study.settle(NOW);
    study.failToDecide(NOW, "for a reason");
    assertThat(study.state()).isEqualTo(StudyState.FAILED);
    assertThat(study.reason()).contains("for a reason");
    assertThat(study.settle(NOW)).isFalse();

    study.goOn();
    assertThat(study.isToDecide()).isTrue();
    assertThat(study.reason()).isEmpty();
  }

  @Test
  void aCancellationIsFinal() {
    StudyEntity study = study(0, 1);

    assertThat(study.cancel(NOW)).isTrue();
    assertThat(study.cancel(NOW.plusSeconds(1))).isFalse();
    study.stepChanged(StepState.CANCELLED, StepState.COMPLETED);
    assertThat(study.settle(NOW)).isFalse();
    assertThat(study.state()).isEqualTo(StudyState.CANCELLED);
    assertThat(study.cancelledAt()).contains(NOW);
  }
}
