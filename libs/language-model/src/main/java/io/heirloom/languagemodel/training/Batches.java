package io.heirloom.languagemodel.training;

import java.util.Arrays;
import java.util.List;

/**
 * The batch of each step. Rows come in an order drawn from the seed and the epoch's number,
 * whatever their lengths: where length goes with label or group, a loss over the batch (fairness,
 * the threshold of auxiliary confidence) would be another one in batches of like length. Since rows
 * are packed, such batches would hardly be cheaper. Not thread-safe.
 */
final class Batches {
  private final List<int[]> rows;
  private final EpochOrder order;
  private long epoch = -1;
  private List<int[]> ofEpoch = List.of();

  /**
   * @param rows tokens of each training row
   * @param batchSize rows in a batch; the last of an epoch may have fewer
   */
  Batches(List<int[]> rows, int batchSize, long seed) {
    this.rows = rows;
    this.order = new EpochOrder(rows.size(), batchSize, seed);
  }

  /**
   * The rows of one step's batch, as indices.
   *
   * @param step from 0
   */
  int[] of(long step) {
    long wanted = step / perEpoch();
    if (wanted != epoch) {
      ofEpoch = order.batches(Math.toIntExact(wanted));
      epoch = wanted;
    }
    return ofEpoch.get((int) (step % perEpoch()));
  }

  long perEpoch() {
    return order.batchesPerEpoch();
  }

  boolean beginsEpoch(long step) {
    return step % perEpoch() == 0;
  }

  /** How many steps of its last epoch a training has done that has done one or more in all. */
  long stepsInEpoch(long stepsDone) {
    return (stepsDone - 1) % perEpoch() + 1;
  }

  long tokens(int[] batch) {
    return Arrays.stream(batch).mapToLong(row -> rows.get(row).length).sum();
  }
}
