package io.heirloom.trust;

import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.JudgedExample;
import java.util.List;
import java.util.stream.IntStream;

/** Tables of a classifier's answers, to test with. */
public final class Tables {
  private Tables() {}

  /** Answers to rows from 0 on. */
  public static ScoredRows of(int[] labels, int[] groups, float[][] probabilities) {
    List<JudgedExample> rows =
        IntStream.range(0, labels.length)
            .mapToObj(row -> new JudgedExample("", labels[row], groups[row]))
            .toList();
    return ClassifiedRows.table(0, rows, probabilities, row -> false);
  }
}
