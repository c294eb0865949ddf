package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.attack.Attacked;
import io.heirloom.trust.attack.Attacked.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What came of attacks of our own, beside a model's answers: columns that mean something in the
 * rows of clean texts. Arrays are not copied: leave them as they are.
 *
 * @param outcomes position in {@link Outcome} of each row's, or not a number
 * @param queries how many texts the model was asked about
 * @param changed the share of words that were changed, 0 to 1
 */
record AttackColumns(double[] outcomes, double[] queries, double[] changed) {
  private static final String OUTCOME = "attack_outcome";
  private static final String QUERIES = "attack_queries";
  private static final String CHANGED = "attack_share_changed";
  private static final Outcome[] OUTCOMES = Outcome.values();

  /** For so many rows, none of which was attacked. */
  static AttackColumns of(int rows) {
    AttackColumns columns = new AttackColumns(new double[rows], new double[rows], new double[rows]);
    for (double[] column : columns.cells()) {
      Arrays.fill(column, Double.NaN);
    }
    return columns;
  }

  /** Reads what {@link #beside} wrote; empty: nothing was attacked. */
  static Optional<AttackColumns> in(ScoredRows rows) {
    return rows.columns().contains(OUTCOME)
        ? Optional.of(
            new AttackColumns(rows.column(OUTCOME), rows.column(QUERIES), rows.column(CHANGED)))
        : Optional.empty();
  }

  /** Puts down what came of the attack on a row. */
  void put(int row, Attacked attacked) {
    outcomes[row] = attacked.outcome().ordinal();
    queries[row] = attacked.queries();
    changed[row] = attacked.shareChanged();
  }

  /** The answers with these columns after their own. */
  ScoredRows beside(ScoredRows answers) {
    List<String> columns = new ArrayList<>(answers.columns());
    columns.addAll(List.of(OUTCOME, QUERIES, CHANGED));
    List<double[]> cells = new ArrayList<>(Arrays.asList(answers.cells()));
    cells.addAll(cells());
    return new ScoredRows(answers.rows(), columns, cells.toArray(double[][]::new));
  }

  /** What came of a row; empty: it was not attacked. */
  Optional<Outcome> outcome(int row) {
    double outcome = outcomes[row];
    if (Double.isNaN(outcome)) {
      return Optional.empty();
    }
    if (outcome < 0 || outcome >= OUTCOMES.length || outcome != (int) outcome) {
      throw new InvalidInputException("scored rows: " + OUTCOME, outcome, "0, 1, 2");
    }
    return Optional.of(OUTCOMES[(int) outcome]);
  }

  private List<double[]> cells() {
    return List.of(outcomes, queries, changed);
  }
}
