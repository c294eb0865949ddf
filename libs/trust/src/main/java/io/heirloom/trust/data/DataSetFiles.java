package io.heirloom.trust.data;

import io.heirloom.lineage.Digest;
import java.util.Optional;

/**
 * The files of a data set.
 *
 * @param training what models are trained on
 * @param test what they are judged on; empty where one file is to serve for both
 */
public record DataSetFiles(DataFile training, Optional<DataFile> test) {
  /** Identifies the content of a set by that of its files. */
  Digest digest() {
    return digest(training.digest(), test.map(DataFile::digest));
  }

  /** As the other method, of files that need not be at hand. */
  static Digest digest(Digest training, Optional<Digest> test) {
    return Digest.of(
        "training " + training + "\n" + test.map(digest -> "test " + digest + "\n").orElse(""));
  }
}
