package io.heirloom.cli.watch;

import static io.heirloom.cli.watch.Steps.STARTED;
import static io.heirloom.cli.watch.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.cli.gateway.StepState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {
  private final StringWriter written = new StringWriter();
  private final PlainDisplay display = new PlainDisplay(new PrintWriter(written));
  private final StudyProgress progress =
      new StudyProgress("study", List.of(step("a", StepState.WAITING, 0, 0)));

  @Test
  void progressIsSaidEveryFifteenSecondsAtMost() {
    progress
        .changed(step("a", StepState.RUNNING, 1, 4))
        .ifPresent(change -> display.changed(change, STARTED));
    for (int second = 0; second < 31; second++) {
      display.refresh(progress, STARTED.plusSeconds(second));
    }

    assertThat(written.toString().lines().map(line -> line.substring(10)))
        .containsExactly(
            "started    step a on labeler-1",
            "running    step a:  25 %, 0:45 left",
            "study: 0 of 1 steps done, 1 running",
            "running    step a:  25 %, 1:30 left",
            "study: 0 of 1 steps done, 1 running");
  }
}
