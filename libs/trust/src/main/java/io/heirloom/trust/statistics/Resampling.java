package io.heirloom.trust.statistics;

import io.heirloom.lineage.InvalidInputException;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * How test rows are drawn anew. A draw depends on this, on the number of rows and on the resample's
 * index alone, so all evaluations on as many rows are drawn from alike.
 *
 * @param count how many resamples there are, 2 or more
 * @param seed of the draws
 */
public record Resampling(int count, long seed) {
  public Resampling {
    if (count < 2) {
      throw new InvalidInputException("resamples", count, "2 or more");
    }
  }

  /**
   * One resample: as many positions as there are rows, drawn with replacement, ascending.
   *
   * @param rows how many there are, 1 or more
   * @param index of the resample, from 0 to {@code count} - 1
   */
  int[] positions(int rows, int index) {
    RandomGenerator random =
        new Well19937c(new int[] {(int) (seed >>> Integer.SIZE), (int) seed, rows, index});
    int[] times = new int[rows];
    for (int draw = 0; draw < rows; draw++) {
      times[random.nextInt(rows)]++;
    }
    int[] positions = new int[rows];
    int next = 0;
    for (int row = 0; row < rows; row++) {
      for (int time = 0; time < times[row]; time++) {
        positions[next++] = row;
      }
    }
    return positions;
  }
}
