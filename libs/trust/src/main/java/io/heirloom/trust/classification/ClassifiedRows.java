package io.heirloom.trust.classification;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.ScoredRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A classifier's answers beside the truth.
 *
 * @param labels the true class of each row, from 0
 * @param groups the group each belongs to, from 0
 * @param answers the class the model holds likeliest, the first of equals
 * @param rowsCut how many rows were longer than the model can read
 */
public record ClassifiedRows(int[] labels, int[] groups, int[] answers, int rowsCut) {
  /** How many rows the model could not read to their end. */
  public static final Metric ROWS_CUT =
      new Metric("rows_cut", "Rows longer than the model reads", Role.DETAIL, Direction.LOWER);

  private static final String LABEL = "label";
  private static final String GROUP = "group";
  private static final String CUT = "cut";
  private static final String PROBABILITY = "probability_";

  /**
   * What is put down of answers.
   *
   * @param fromRow index of the first row among those the model is judged on
   * @param rows that were answered
   * @param probabilities the model's, of each class, [rows][classes]
   * @param cut whether the row at a position was longer than the model can read
   */
  public static ScoredRows table(
      int fromRow, List<JudgedExample> rows, float[][] probabilities, IntPredicate cut) {
    int size = rows.size();
    List<String> columns = new ArrayList<>(List.of(LABEL, GROUP, CUT));
    List<double[]> cells = new ArrayList<>();
    cells.add(rows.stream().mapToDouble(JudgedExample::label).toArray());
    cells.add(rows.stream().mapToDouble(JudgedExample::group).toArray());
    cells.add(IntStream.range(0, size).mapToDouble(row -> cut.test(row) ? 1 : 0).toArray());
    for (int answer = 0; answer < probabilities[0].length; answer++) {
      int ofClass = answer;
      columns.add(PROBABILITY + answer);
      cells.add(Arrays.stream(probabilities).mapToDouble(row -> row[ofClass]).toArray());
    }
    return new ScoredRows(
        IntStream.range(fromRow, fromRow + size).toArray(),
        columns,
        cells.toArray(double[][]::new));
  }

  /**
   * Reads what was put down, of one part or of several whose classes differ in number.
   *
   * @throws InvalidInputException if it is not what {@link #table} makes
   */
  public static ClassifiedRows of(ScoredRows rows) {
    double[][] probabilities =
        rows.columns().stream()
            .filter(column -> column.startsWith(PROBABILITY))
            .map(rows::column)
            .toArray(double[][]::new);
    if (probabilities.length < 2) {
      throw new InvalidInputException("scored rows", rows.columns(), "2 classes or more");
    }
    int[] answers = new int[rows.size()];
    for (int row = 0; row < answers.length; row++) {
      for (int answer = 1; answer < probabilities.length; answer++) {
        // A class that a part lacks is not a number there, and never above another.
        if (probabilities[answer][row] > probabilities[answers[row]][row]) {
          answers[row] = answer;
        }
      }
    }
    return new ClassifiedRows(
        wholeNumbers(rows, LABEL),
        wholeNumbers(rows, GROUP),
        answers,
        (int) Arrays.stream(rows.column(CUT)).sum());
  }

  private static int[] wholeNumbers(ScoredRows rows, String column) {
    int[] numbers = new int[rows.size()];
    double[] cells = rows.column(column);
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = (int) cells[row];
      if (numbers[row] != cells[row] || numbers[row] < 0) {
        throw new InvalidInputException("scored rows: " + column, cells[row], "0, 1, 2 …");
      }
    }
    return numbers;
  }

  /** How many rows there are. */
  public int size() {
    return labels.length;
  }
}
