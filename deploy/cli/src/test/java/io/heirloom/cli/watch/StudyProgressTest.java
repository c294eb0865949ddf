package io.heirloom.cli.watch;

import static io.heirloom.cli.watch.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.cli.gateway.StepState;
import io.heirloom.cli.gateway.StepView;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyProgressTest {
  private final StudyProgress progress =
      new StudyProgress(
          "study",
          List.of(
              step("a", StepState.COMPLETED, 10, 10),
              step("b", StepState.WAITING, 0, 0),
              step("c", StepState.REUSED, 0, 0)));

  @Test
  void theSummaryCountsEveryStateThatHasSteps() {
    assertThat(progress.summary()).isEqualTo("2 of 3 steps done, 1 waiting, 1 reused");
  }

  @Test
  void aStepThatGoesOnIsAChangeAndOneThatProgressesIsNot() {
    assertThat(progress.changed(step("b", StepState.RUNNING, 0, 5))).isPresent();
    assertThat(progress.changed(step("b", StepState.RUNNING, 1, 5))).isEmpty();
    assertThat(progress.running()).containsExactly(step("b", StepState.RUNNING, 1, 5));
  }

  @Test
  void whatHasEndedStaysEndedWhenItsPastIsToldAgain() {
    assertThat(progress.changed(step("a", StepState.RUNNING, 3, 10))).isEmpty();

    assertThat(progress.running()).isEmpty();
    assertThat(progress.summary()).startsWith("2 of 3 steps done");
  }

  @Test
  void aStepThatIsAskedForAnewBeginsAnewAndItsEarlierRoundsAreThePast() {
    StepView again = anew(step("a", StepState.WAITING, 0, 0));

    assertThat(progress.changed(again)).isPresent();
    assertThat(progress.changed(step("a", StepState.FAILED, 3, 10))).isEmpty();

    assertThat(progress.summary()).isEqualTo("1 of 3 steps done, 2 waiting, 1 reused");
  }

  private static StepView anew(StepView step) {
    return new StepView(
        step.key(),
        step.title(),
        step.state(),
        2,
        step.worker(),
        step.delivery(),
        step.done(),
        step.total(),
        step.startedAt(),
        step.seconds(),
        step.artifact(),
        step.reason());
  }
}
