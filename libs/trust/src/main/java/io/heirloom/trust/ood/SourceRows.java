package io.heirloom.trust.ood;

import io.heirloom.trust.grouping.TextKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps what the out-of-distribution set was made of out of training. */
final class SourceRows {
  private SourceRows() {}

  /**
   * The rows whose text is not that of a source row, as {@link TextKey} compares them. Training
   * rows that are a phrase of a source row stay.
   *
   * @param training rows of SST-2
   * @param source the sentences that were put into other styles
   */
  static List<Sentence> removedFrom(List<Sentence> training, List<Sentence> source) {
    Set<String> keys =
        source.stream().map(row -> TextKey.of(row.text())).collect(Collectors.toSet());
    return training.stream().filter(row -> !keys.contains(TextKey.of(row.text()))).toList();
  }
}
