package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.trust.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TaskAccuracyTest {
  @Test
  void agreesWithGoldenCases() {
    for (JsonNode example : Golden.under("robust_accuracy")) {
      List<Task> tasks = new ArrayList<>();
      example.get("task").forEach(word -> tasks.add(Task.of(word.asText()).orElseThrow()));
      TaskAccuracy found =
          counted(tasks, Golden.integers(example.get("y")), Golden.integers(example.get("p")));
      assertClose(found.micro(), example.get("overall (micro)"));
      assertClose(
          found.macro(),
          example.get("mean_over_tasks (macro, what the paper describes for AdvGLUE++)"));
      for (Task task : Task.ofGlue()) {
        JsonNode expected = example.get("per_task").path(task.word());
        assertThat(found.of(task).isPresent()).isEqualTo(!expected.isMissingNode());
        if (!expected.isMissingNode()) {
          assertClose(found.of(task), expected);
        }
      }
    }
  }

  private static void assertClose(OptionalDouble found, JsonNode expected) {
    assertThat(found.orElseThrow()).isCloseTo(expected.asDouble(), within(1e-12));
  }

  @Test
  void aTaskCountsInTheMacroMeanAsMuchAsAnyOther() {
    List<Task> tasks = List.of(Task.SST2, Task.SST2, Task.SST2, Task.RTE);
    TaskAccuracy found = counted(tasks, new int[] {1, 1, 1, 0}, new int[] {1, 1, 1, 1});
    assertThat(found.of(Task.QQP)).isEmpty();
    assertThat(found.of(Task.RTE)).hasValue(0);
    assertThat(found.micro()).hasValue(0.75);
    assertThat(found.macro()).hasValue(0.5);
  }

  @Test
  void isUndefinedWithoutRows() {
    assertThat(new TaskAccuracy().micro()).isEmpty();
    assertThat(new TaskAccuracy().macro()).isEmpty();
  }

  private static TaskAccuracy counted(List<Task> tasks, int[] labels, int[] answers) {
    TaskAccuracy accuracy = new TaskAccuracy();
    for (int row = 0; row < labels.length; row++) {
      accuracy.add(tasks.get(row), labels[row] == answers[row]);
    }
    return accuracy;
  }
}
