package io.heirloom.trust.attack;

import io.heirloom.trust.attack.Attacked.Outcome;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How an attack on many texts went.
 *
 * @param rows how many texts there were, 1 or more
 * @param accuracyBefore the share of texts the model had right before the attack
 * @param accuracyAfter the share of texts it had right after it
 * @param successRate the share of texts that fooled it among those it had right before; empty: it
 *     had none right
 * @param meanQueries how many texts the model was asked about to attack one it had right; empty: it
 *     had none right
 * @param meanShareChanged the share of words changed in texts that fooled it; empty: none did
 */
public record AttackSummary(
    int rows,
    double accuracyBefore,
    double accuracyAfter,
    OptionalDouble successRate,
    OptionalDouble meanQueries,
    OptionalDouble meanShareChanged) {

  /**
   * Sums up.
   *
   * @param attacked one or more
   */
  public static AttackSummary of(List<Attacked> attacked) {
    if (attacked.isEmpty()) {
      throw new IllegalArgumentException("no attacked texts to sum up");
    }
    List<Attacked> right =
        attacked.stream().filter(row -> row.outcome() != Outcome.ALREADY_WRONG).toList();
    List<Attacked> fooled = right.stream().filter(row -> row.outcome() == Outcome.FOOLED).toList();
    return new AttackSummary(
        attacked.size(),
        (double) right.size() / attacked.size(),
        (double) (right.size() - fooled.size()) / attacked.size(),
        mean(right, row -> row.outcome() == Outcome.FOOLED ? 1 : 0),
        mean(right, Attacked::queries),
        mean(fooled, Attacked::shareChanged));
  }

  private static OptionalDouble mean(List<Attacked> rows, ToDoubleFunction<Attacked> value) {
    return rows.stream().mapToDouble(value).average();
  }
}
