package io.heirloom.languagemodel.training;

import io.heirloom.lineage.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The batch of each step. An epoch has as many steps as batches of the full size take. */
abstract class Batches {
  private final List<int[]> rows;
  private final int batchSize;

  /**
   * @param rows tokens of each training row, one row or more
   */
  Batches(List<int[]> rows, int batchSize) {
    this.rows = rows;
    this.batchSize = batchSize;
  }

  /**
   * The rows of one step's batch, as indices.
   *
   * @param step from 0
   */
  abstract int[] of(long step);

  final long perEpoch() {
    return (rows.size() + batchSize - 1L) / batchSize;
  }

  final boolean beginsEpoch(long step) {
    return step % perEpoch() == 0;
  }

  /** How many steps of its last epoch a training has done that has done one or more in all. */
  final long stepsInEpoch(long stepsDone) {
    return (stepsDone - 1) % perEpoch() + 1;
  }

  final long tokens(int[] batch) {
    return Arrays.stream(batch).mapToLong(row -> rows.get(row).length).sum();
  }

  /** A generator whose numbers are specified: the same on every machine and every Java. */
  static Random random(long seed, long number) {
    byte[] key = ByteBuffer.allocate(16).putLong(seed).putLong(number).array();
    return new Random(Long.parseUnsignedLong(Digest.of(key).hex(), 0, 16, 16));
  }
}
