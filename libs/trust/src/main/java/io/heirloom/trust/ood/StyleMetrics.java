package io.heirloom.trust.ood;

import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.classification.ClassifiedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Accuracy in distribution and out of it: on all styled rows, and on those of each style. */
final class StyleMetrics {
  /** The group of the sentences as they were. */
  static final int IN_DISTRIBUTION = 0;

  private static final Metric ROBUST_ACCURACY =
      new Metric("robust_accuracy", "Accuracy in other styles", Role.TRUST, Direction.HIGHER);
  private static final Metric ACCURACY =
      new Metric("accuracy", "Accuracy in distribution", Role.TASK, Direction.HIGHER);

  /** DecodingTrust's, whose groups are 1, 2 and so on; the last one stands for any other. */
  private static final List<String> STYLES =
      List.of(
          "augment",
          "shake_w",
          "bible_p0",
          "bible_p0.6",
          "romantic_p0",
          "romantic_p0.6",
          "shake_p0",
          "shake_p0.6",
          "tweet_p0",
          "tweet_p0.6",
          "other");

  private StyleMetrics() {}

  /** The group of a style. */
  static int groupOf(String style) {
    int known = STYLES.indexOf(style);
    return 1 + (known < 0 ? STYLES.size() - 1 : known);
  }

  /** All metrics, the most telling first within each role. */
  static List<Metric> all() {
    List<Metric> metrics = new ArrayList<>(List.of(ROBUST_ACCURACY, ACCURACY));
    for (String style : STYLES) {
      metrics.add(new Metric(nameFor(style), "Accuracy, " + style, Role.DETAIL, Direction.HIGHER));
    }
    metrics.add(ClassifiedRows.ROWS_CUT);
    return List.copyOf(metrics);
  }

  /** Those metrics that are defined on these rows: a style without rows has none. */
  static SortedMap<String, Double> of(ClassifiedRows rows) {
    int[] right = new int[STYLES.size() + 1];
    int[] all = new int[right.length];
    for (int row = 0; row < rows.size(); row++) {
      int group = rows.groups()[row];
      right[group] += rows.answers()[row] == rows.labels()[row] ? 1 : 0;
      all[group]++;
    }
    SortedMap<String, Double> values = new TreeMap<>();
    int styledRight = 0;
    int styled = 0;
    for (int style = 0; style < STYLES.size(); style++) {
      put(values, nameFor(STYLES.get(style)), right[style + 1], all[style + 1]);
      styledRight += right[style + 1];
      styled += all[style + 1];
    }
    put(values, ROBUST_ACCURACY.name(), styledRight, styled);
    put(values, ACCURACY.name(), right[IN_DISTRIBUTION], all[IN_DISTRIBUTION]);
    values.put(ClassifiedRows.ROWS_CUT.name(), (double) rows.rowsCut());
    return values;
  }

  private static String nameFor(String style) {
    return "robust_accuracy_" + style.replace('.', '_');
  }

  private static void put(SortedMap<String, Double> values, String name, int part, int whole) {
    if (whole > 0) {
      values.put(name, (double) part / whole);
    }
  }
}
