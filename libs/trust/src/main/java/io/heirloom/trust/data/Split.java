package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.grouping.SeededOrder;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The rows of a training part in their roles, as indices. Rows are drawn and halved by the split
 * seed; of each half 5 % (rounded, one at least) are kept for validation.
 *
 * @param weak the weak model's training rows
 * @param weakValidation kept aside from them
 * @param heldOut the rows the weak model labels and the strong model learns from
 * @param heldOutValidation kept aside from them
 */
public record Split(int[] weak, int[] weakValidation, int[] heldOut, int[] heldOutValidation) {
  /** So many rows leave one in every role. */
  static final int FEWEST_ROWS = 4;

  private static final double VALIDATION_SHARE = 0.05;
  private static final double TEST_SHARE = 1.0 / 3;
  private static final int TRAINING = 1;
  private static final int TEST = 2;
  private static final int PARTS = 3;

  /**
   * A set cut into its two parts, as indices.
   *
   * @param training what models are trained on
   * @param test what they are judged on
   */
  public record Parts(int[] training, int[] test) {}

  /**
   * Cuts a set that comes in one piece into two: a third, drawn by the split seed, for tests (the
   * share Adult has). Both in the order of the set.
   */
  public static Parts parts(int available, long splitSeed) {
    int[] rows = drawn("rows", available, OptionalInt.empty(), splitSeed, PARTS);
    int testRows = (int) Math.round(TEST_SHARE * available);
    int[] test = Arrays.copyOfRange(rows, 0, testRows);
    int[] training = Arrays.copyOfRange(rows, testRows, available);
    Arrays.sort(test);
    Arrays.sort(training);
    return new Parts(training, test);
  }

  /**
   * Splits a training part.
   *
   * @param available how many rows it has
   * @param wanted how many of them to use; empty: all
   * @throws InvalidInputException if there are too few
   */
  public static Split of(int available, OptionalInt wanted, long splitSeed) {
    int[] rows = training(available, wanted, splitSeed);
    if (rows.length < FEWEST_ROWS) {
      throw new InvalidInputException("data.rows", rows.length, FEWEST_ROWS + " or more");
    }
    int half = rows.length / 2;
    int weakEnd = half - validationRows(half);
    int heldOutEnd = rows.length - validationRows(rows.length - half);
    return new Split(
        Arrays.copyOfRange(rows, 0, weakEnd),
        Arrays.copyOfRange(rows, weakEnd, half),
        Arrays.copyOfRange(rows, half, heldOutEnd),
        Arrays.copyOfRange(rows, heldOutEnd, rows.length));
  }

  /**
   * The training rows to use, in the order drawn.
   *
   * @param available how many there are
   * @param wanted how many of them to use; empty: all
   * @throws InvalidInputException if there are too few
   */
  public static int[] training(int available, OptionalInt wanted, long splitSeed) {
    return drawn("data.rows", available, wanted, splitSeed, TRAINING);
  }

  /**
   * The test rows to use, in the order of the test part.
   *
   * @param available how many rows it has
   * @param wanted how many of them to use; empty: all
   * @throws InvalidInputException if there are too few
   */
  public static int[] test(int available, OptionalInt wanted, long splitSeed) {
    int[] rows = drawn("data.test_rows", available, wanted, splitSeed, TEST);
    Arrays.sort(rows);
    return rows;
  }

  /**
   * Rows of the test part to choose settings by: those drawn after {@link #test}'s, as many as
   * these at most; none where these are all. In the order of the test part.
   *
   * @param available how many rows it has
   * @param wanted how many of them to test on; empty: all
   * @throws InvalidInputException if there are too few
   */
  public static int[] besideTest(int available, OptionalInt wanted, long splitSeed) {
    int test = test(available, wanted, splitSeed).length;
    int[] rows = drawn("data.test_rows", available, OptionalInt.empty(), splitSeed, TEST);
    int[] beside = Arrays.copyOfRange(rows, test, Math.min(2 * test, available));
    Arrays.sort(beside);
    return beside;
  }

  /** All rows kept for validation, the weak model's first. */
  public int[] validation() {
    return IntStream.concat(Arrays.stream(weakValidation), Arrays.stream(heldOutValidation))
        .toArray();
  }

  private static int[] drawn(
      String field, int available, OptionalInt wanted, long splitSeed, int part) {
    int count = wanted.orElse(available);
    if (count < 1 || count > available) {
      throw new InvalidInputException(field, count, "1 to " + available + ", the rows there are");
    }
    return Arrays.copyOf(SeededOrder.of(available, splitSeed, part), count);
  }

  private static int validationRows(int rows) {
    return (int) Math.max(1, Math.round(VALIDATION_SHARE * rows));
  }
}
