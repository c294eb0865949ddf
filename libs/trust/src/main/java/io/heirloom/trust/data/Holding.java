package io.heirloom.trust.data;

import io.heirloom.lineage.Digest;
import java.util.function.Supplier;

/**
 * A data set that can be had.
 *
 * @param digest identifies its content
 * @param atHand whether it can be had without a download
 * @param files reads it
 */
record Holding(Digest digest, boolean atHand, Supplier<DataSetFiles> files) {
  /** A set that has been read. */
  static Holding of(DataSetFiles files) {
    return new Holding(files.digest(), true, () -> files);
  }
}
