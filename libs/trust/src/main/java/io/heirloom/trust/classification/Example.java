package io.heirloom.trust.classification;

import java.util.List;

/** A row of a classification task. */
public interface Example {
  /** What is to be classified. */
  String text();

  /** The true class, from 0. */
  int label();

  /** The texts of some rows. */
  static List<String> texts(List<? extends Example> rows) {
    return rows.stream().map(Example::text).toList();
  }

  /** The true classes of some rows. */
  static int[] labels(List<? extends Example> rows) {
    return rows.stream().mapToInt(Example::label).toArray();
  }
}
