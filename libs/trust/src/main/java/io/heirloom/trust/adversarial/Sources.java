package io.heirloom.trust.adversarial;

import io.heirloom.trust.grouping.TextKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which triplets are made of the same clean text: those whose clean texts are equal as {@link
 * TextKey} compares them, and those a file says are of the same row, of one task. Either may tell
 * what the other does not: attacks set tokens apart in ways of their own, and files count rows in
 * ways of their own.
 */
final class Sources {
  private final int[] parents;

  private Sources(int size) {
    this.parents = new int[size];
    for (int index = 0; index < size; index++) {
      parents[index] = index;
    }
  }

  /** The sources of some triplets; one without a clean text is a source of its own. */
  static Sources of(List<Triplet> triplets) {
    Sources sources = new Sources(triplets.size());
    Map<Object, Integer> firstOf = new HashMap<>();
    for (int index = 0; index < triplets.size(); index++) {
      Triplet triplet = triplets.get(index);
      if (triplet.clean().isPresent()) {
        sources.join(index, firstOf, Row.of(triplet));
        sources.join(index, firstOf, Text.of(triplet));
      }
    }
    return sources;
  }

  private void join(int index, Map<Object, Integer> firstOf, Object mark) {
    Integer first = firstOf.putIfAbsent(mark, index);
    if (first != null) {
      parents[group(index)] = group(first);
    }
  }

  /** The same number for all triplets of one source, and for no other. */
  int group(int index) {
    int group = index;
    while (parents[group] != group) {
      parents[group] = parents[parents[group]];
      group = parents[group];
    }
    return group;
  }

  private record Row(Task task, String file, int row) {
    static Row of(Triplet triplet) {
      return new Row(triplet.task(), triplet.file(), triplet.sourceRow());
    }
  }

  private record Text(Task task, List<String> keys) {
    static Text of(Triplet triplet) {
      return new Text(
          triplet.task(), triplet.clean().orElseThrow().stream().map(TextKey::of).toList());
    }
  }
}
