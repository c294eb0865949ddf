package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import java.util.List;
import java.util.function.Function;

/**
 * What models are judged on.
 *
 * @param test rows that the verdict stands on
 * @param validation other rows, to choose settings by; empty where {@code data.test_rows} leaves
 *     none
 */
public record JudgedRows<T>(List<T> test, List<T> validation) {
  public JudgedRows {
    test = List.copyOf(test);
    validation = List.copyOf(validation);
  }

  /**
   * The rows of one kind, one or more.
   *
   * @throws InvalidInputException if there are none to choose settings by
   */
  public List<T> on(Evaluate.Rows rows) {
    return switch (rows) {
      case TEST -> test;
      case VALIDATION -> toChooseBy();
    };
  }

  private List<T> toChooseBy() {
    if (validation.isEmpty()) {
      throw new InvalidInputException(
          "data.test_rows",
          "all",
          "fewer than there are, since data.test_rows has to leave some for choosing settings");
    }
    return validation;
  }

  /** The same rows in another form. */
  public <R> JudgedRows<R> map(Function<T, R> form) {
    return new JudgedRows<>(
        test.stream().map(form).toList(), validation.stream().map(form).toList());
  }
}
