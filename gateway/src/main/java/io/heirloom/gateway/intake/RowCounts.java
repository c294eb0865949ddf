package io.heirloom.gateway.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heirloom.gateway.plan.TaskRows;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.PropertyTask;
import java.util.function.Supplier;

/**
 * How many rows tasks have. A task names its data by their digest, so what was counted once stays
 * true; data that cannot be read are read again.
 */
final class RowCounts {
  /** Of some hundred bytes each. */
  private static final int MOST_KEPT = 10_000;

  private final Cache<Question, TaskRows> known =
      Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

  /**
   * The rows of a task.
   *
   * @param selects whether settings are chosen on validation rows
   * @param open reads the task's data, if need be
   * @throws io.heirloom.lineage.InvalidInputException if there are no rows to choose by
   */
  TaskRows of(TrustTask task, boolean selects, Supplier<PropertyTask> open) {
    return known.get(
        new Question(task, selects), question -> TaskRows.of(open.get(), question.selects()));
  }

  private record Question(TrustTask task, boolean selects) {}
}
