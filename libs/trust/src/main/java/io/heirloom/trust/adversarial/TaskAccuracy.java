package io.heirloom.trust.adversarial;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The share of right answers over rows of several tasks: robust accuracy where the rows are
 * adversarial texts, clean accuracy where they are clean ones. There is at least one row.
 *
 * @param perTask within each task that has rows, 0 to 1
 * @param micro over all rows, 0 to 1
 * @param macro the mean over the tasks that have rows, 0 to 1: what the paper reports
 */
record TaskAccuracy(SortedMap<Task, Double> perTask, double micro, double macro) {
  TaskAccuracy {
    perTask = Collections.unmodifiableSortedMap(perTask);
  }

  /**
   * The accuracy of some answers.
   *
   * @param tasks of each row
   * @param labels the true class of each row
   * @param answers the class the model answers each row with
   * @throws IllegalArgumentException if there are no rows, or not as many of each
   */
  static TaskAccuracy of(List<Task> tasks, int[] labels, int[] answers) {
    if (tasks.isEmpty() || labels.length != tasks.size() || answers.length != tasks.size()) {
      throw new IllegalArgumentException(
          tasks.size() + " tasks, " + labels.length + " labels, " + answers.length + " answers");
    }
    Map<Task, Count> counts = new TreeMap<>();
    Count all = new Count();
    for (int row = 0; row < labels.length; row++) {
      boolean right = labels[row] == answers[row];
      counts.computeIfAbsent(tasks.get(row), task -> new Count()).add(right);
      all.add(right);
    }
    SortedMap<Task, Double> perTask = new TreeMap<>();
    counts.forEach((task, count) -> perTask.put(task, count.share()));
    double macro =
        perTask.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return new TaskAccuracy(perTask, all.share(), macro);
  }

  private static final class Count {
    private int right;
    private int all;

    void add(boolean isRight) {
      right += isRight ? 1 : 0;
      all++;
    }

    double share() {
      return (double) right / all;
    }
  }
}
