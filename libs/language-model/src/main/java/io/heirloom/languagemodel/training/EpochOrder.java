package io.heirloom.languagemodel.training;

import io.heirloom.lineage.Digest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The batches of each epoch: all rows in an order drawn from the seed and the epoch's number, cut
 * into batches of which only the last may be smaller.
 */
record EpochOrder(int rows, int batchSize, long seed) {
  long batchesPerEpoch() {
    return (rows + batchSize - 1L) / batchSize;
  }

  List<int[]> batches(int epoch) {
    int[] order = shuffled(epoch);
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < rows; from += batchSize) {
      batches.add(Arrays.copyOfRange(order, from, Math.min(from + batchSize, rows)));
    }
    return batches;
  }

  /** Fisher and Yates' shuffle, by a generator whose numbers are specified. */
  private int[] shuffled(int epoch) {
    byte[] key = ByteBuffer.allocate(12).putLong(seed).putInt(epoch).array();
    Random random = new Random(Long.parseUnsignedLong(Digest.of(key).hex(), 0, 16, 16));
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
