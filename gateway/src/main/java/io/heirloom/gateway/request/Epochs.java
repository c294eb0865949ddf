package io.heirloom.gateway.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Passes over the training rows, as a study file gives them.
 *
 * @param common of both models, one or more
 * @param weak of the weak model; empty: the common ones
 * @param strong of the strong model; empty: the common ones
 */
record Epochs(List<Long> common, List<Long> weak, List<Long> strong) {
  /**
   * Passes of one training of both models.
   *
   * @param weak of the weak model
   * @param strong of the strong model
   */
  record Pair(long weak, long strong) {}

  /** How many pairs there are before repeated ones are left out. */
  long size() {
    return (long) used().size() * Math.max(1, weak.size()) * Math.max(1, strong.size());
  }

  /** All combinations, the last list varying fastest. */
  List<Pair> pairs() {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (long ofBoth : used()) {
      for (long ofWeak : weak.isEmpty() ? List.of(ofBoth) : weak) {
        for (long ofStrong : strong.isEmpty() ? List.of(ofBoth) : strong) {
          pairs.add(new Pair(ofWeak, ofStrong));
        }
      }
    }
    return List.copyOf(pairs);
  }

  /**
   * How a study file may give such pairs.
   *
   * @param pairs as {@link #pairs} has them
   */
  static Epochs of(List<Pair> pairs) {
    List<Long> weak = pairs.stream().map(Pair::weak).distinct().toList();
    List<Long> strong = pairs.stream().map(Pair::strong).distinct().toList();
    return Stream.of(
            new Epochs(List.of(), weak, strong),
            new Epochs(weak, List.of(), List.of()),
            new Epochs(strong, weak, List.of()))
        .filter(form -> form.pairs().equals(pairs))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no study file has the epochs " + pairs));
  }

  /** Where both models have their own, the common ones are nobody's. */
  private List<Long> used() {
    return weak.isEmpty() || strong.isEmpty() ? common : List.of(0L);
  }
}
