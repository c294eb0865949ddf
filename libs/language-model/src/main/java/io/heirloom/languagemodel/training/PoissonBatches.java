package io.heirloom.languagemodel.training;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Every row joins every step's batch with the same probability, whatever the others do and whatever
 * batches it was in before, as the accounts of privacy take it. So batches differ in size, and one
 * may be empty. What is drawn follows from the seed and the step's number.
 */
final class PoissonBatches extends Batches {
  private final int rows;
  private final double rate;
  private final long seed;

  /**
   * @param rows tokens of each training row, one row or more
   * @param expectedSize of a batch
   * @param rate probability with which a row joins a batch, above 0, up to 1
   */
  PoissonBatches(List<int[]> rows, int expectedSize, double rate, long seed) {
    super(rows, expectedSize);
    this.rows = rows.size();
    this.rate = rate;
    this.seed = seed;
  }

  @Override
  int[] of(long step) {
    Random random = random(seed, step);
    return IntStream.range(0, rows).filter(row -> random.nextDouble() < rate).toArray();
  }
}
