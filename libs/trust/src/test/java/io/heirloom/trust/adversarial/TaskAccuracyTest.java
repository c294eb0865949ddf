package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.trust.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskAccuracyTest {
  @Test
  void agreesWithGoldenCases() {
    for (JsonNode example : Golden.under("robust_accuracy")) {
      List<Task> tasks = new ArrayList<>();
      example.get("task").forEach(word -> tasks.add(Task.of(word.asText()).orElseThrow()));
      TaskAccuracy found =
          TaskAccuracy.of(
              tasks, Golden.integers(example.get("y")), Golden.integers(example.get("p")));
      assertThat(found.micro()).isCloseTo(example.get("overall (micro)").asDouble(), within(1e-12));
      assertThat(found.macro())
          .isCloseTo(
              example
                  .get("mean_over_tasks (macro, what the paper describes for AdvGLUE++)")
                  .asDouble(),
              within(1e-12));
      JsonNode perTask = example.get("per_task");
      assertThat(found.perTask()).hasSize(perTask.size());
      found
          .perTask()
          .forEach(
              (task, accuracy) ->
                  assertThat(accuracy)
                      .as(task.word())
                      .isCloseTo(perTask.get(task.word()).asDouble(), within(1e-12)));
    }
  }

  @Test
  void aTaskCountsInTheMacroMeanAsMuchAsAnyOther() {
    List<Task> tasks = List.of(Task.SST2, Task.SST2, Task.SST2, Task.RTE);
    TaskAccuracy found = TaskAccuracy.of(tasks, new int[] {1, 1, 1, 0}, new int[] {1, 1, 1, 1});
    assertThat(found.perTask()).containsOnlyKeys(Task.SST2, Task.RTE);
    assertThat(found.micro()).isEqualTo(0.75);
    assertThat(found.macro()).isEqualTo(0.5);
  }

  @Test
  void refusesNoRowsAndUnequalNumbers() {
    assertThatThrownBy(() -> TaskAccuracy.of(List.of(), new int[0], new int[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TaskAccuracy.of(List.of(Task.RTE), new int[1], new int[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
