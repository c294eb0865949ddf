package io.heirloom.trust.adversarial;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Counts right answers to rows of several tasks: robust accuracy where the rows are adversarial
 * texts, clean accuracy where they are clean ones.
 */
final class TaskAccuracy {
  private final int[] right = new int[Task.values().length];
  private final int[] all = new int[Task.values().length];

  /** Counts an answer. */
  void add(Task task, boolean isRight) {
    right[task.ordinal()] += isRight ? 1 : 0;
    all[task.ordinal()]++;
  }

  /** The share of right answers within a task, 0 to 1; empty: it has no rows. */
  OptionalDouble of(Task task) {
    return share(right[task.ordinal()], all[task.ordinal()]);
  }

  /** The share over all rows, 0 to 1; empty: there are none. */
  OptionalDouble micro() {
    return share(Arrays.stream(right).sum(), Arrays.stream(all).sum());
  }

  /**
   * The mean over the tasks that have rows, 0 to 1: what the paper reports; empty: there are none.
   */
  OptionalDouble macro() {
    return IntStream.range(0, all.length)
        .filter(task -> all[task] > 0)
        .mapToDouble(task -> (double) right[task] / all[task])
        .average();
  }

  private static OptionalDouble share(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
