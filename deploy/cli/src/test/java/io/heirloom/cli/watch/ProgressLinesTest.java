package io.heirloom.cli.watch;

import static io.heirloom.cli.watch.Steps.STARTED;
import static io.heirloom.cli.watch.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.cli.gateway.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final Instant NOW = STARTED.plusSeconds(30);

  private final StudyProgress progress =
      new StudyProgress(
          "study",
          List.of(
              step("a", StepState.RUNNING, 25, 100),
              step("b", StepState.RUNNING, 0, 0),
              step("c", StepState.WAITING, 0, 0)));

  @Test
  void everyRunningStepHasABarAndTheStudyASummary() {
    List<String> lines = ProgressLines.redrawn(progress, STARTED, NOW, 200);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("step a")
        .contains("██████░░░░░░░░░░░░░░░░░░  25 %", "labeler-1, 1:30 left");
    assertThat(lines.get(1)).contains("░".repeat(24) + "   0 %").doesNotContain("left");
    assertThat(lines.get(2)).isEqualTo("study: 0 of 3 steps done, 1 waiting, 2 running · 0:30");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    for (int width = 1; width < 100; width++) {
      int columns = width;
      assertThat(ProgressLines.redrawn(progress, STARTED, NOW, columns))
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void timesAreReadAsClocks() {
    assertThat(ProgressLines.clock(Duration.ofSeconds(7))).isEqualTo("0:07");
    assertThat(ProgressLines.clock(Duration.ofSeconds(750))).isEqualTo("12:30");
    assertThat(ProgressLines.clock(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
  }
}
