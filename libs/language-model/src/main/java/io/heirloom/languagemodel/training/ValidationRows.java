package io.heirloom.languagemodel.training;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rows kept aside to watch training by.
 *
 * @param rows tokens of each
 * @param loss what the logits for all of them, [rows][classes], are worth; less is better
 */
public record ValidationRows(List<int[]> rows, ToDoubleFunction<float[][]> loss) {
  /** No rows. */
  public static final ValidationRows NONE = new ValidationRows(List.of(), logits -> Double.NaN);

  public ValidationRows {
    rows = List.copyOf(rows);
  }
}
