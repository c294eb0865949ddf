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
      study.stepEnded(end, NOW);
    }
    return study.state();
  }

  @Test
  void itStandsAsItsStepsDo() {
    assertThat(after(0, StepState.COMPLETED, StepState.REUSED)).isEqualTo(StudyState.COMPLETED);
    assertThat(after(0, StepState.FAILED, StepState.SKIPPED, StepState.REUSED))
        .isEqualTo(StudyState.FAILED);
    assertThat(after(0, StepState.CANCELLED, StepState.COMPLETED)).isEqualTo(StudyState.CANCELLED);
    StudyEntity half = study(0, 2);
    assertThat(half.stepEnded(StepState.FAILED, NOW)).isFalse();
    assertThat(half.state()).isEqualTo(StudyState.RUNNING);
    assertThat(half.stepEnded(StepState.COMPLETED, NOW)).isTrue();
    assertThat(half.endedAt()).contains(NOW);
  }

  @Test
  void aStageIsToBeDecidedOnceItsStepsAreDone() {
    StudyEntity study = study(1, 1);
    assertThat(study.isToDecide()).isFalse();

    assertThat(study.stepEnded(StepState.COMPLETED, NOW)).isFalse();
    assertThat(study.isToDecide()).isTrue();
    assertThat(study.decide(2, NOW)).isFalse();
    assertThat(study.isToDecide()).isFalse();

    study.stepEnded(StepState.COMPLETED, NOW);
    assertThat(study.stepEnded(StepState.REUSED, NOW)).isTrue();
    assertThat(study.state()).isEqualTo(StudyState.COMPLETED);
  }

  @Test
  void aStageWithoutResultsEndsTheStudy() {
    assertThat(after(1, StepState.FAILED)).isEqualTo(StudyState.FAILED);
    assertThat(after(1, StepState.CANCELLED)).isEqualTo(StudyState.CANCELLED);
  }

  @Test
  void aStudyOfWhichNothingIsLeftToDoEndsWithItsLastDecision() {
    StudyEntity study = study(1, 1);
    study.stepEnded(StepState.COMPLETED, NOW);

    assertThat(study.decide(0, NOW)).isTrue();
    assertThat(study.state()).isEqualTo(StudyState.COMPLETED);
  }

  @Test
  void anEndIsFinal() {
    StudyEntity study = study(0, 1);

    assertThat(study.end(StudyState.FAILED, NOW, "for a reason")).isTrue();
    assertThat(study.end(StudyState.CANCELLED, NOW, null)).isFalse();
    assertThat(study.stepEnded(StepState.COMPLETED, NOW)).isFalse();
    assertThat(study.reason()).contains("for a reason");
    assertThat(study.state()).isEqualTo(StudyState.FAILED);
  }
}
