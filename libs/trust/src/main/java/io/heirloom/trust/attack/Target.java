package io.heirloom.trust.attack;

import io.heirloom.lineage.InvalidInputException;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A text to attack.
 *
 * @param fields one text, or several that are judged together, such as premise and hypothesis
 * @param open which fields may be changed, from 0; one or more
 * @param label the right class, from 0
 */
public record Target(List<String> fields, SortedSet<Integer> open, int label) {
  public Target {
    fields = List.copyOf(fields);
    open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
    if (open.isEmpty() || open.first() < 0 || open.last() >= fields.size()) {
      throw new InvalidInputException(
          "fields to attack", open, "one or more, from 0 to " + (fields.size() - 1));
    }
    if (label < 0) {
      throw new InvalidInputException("label", label, "a class, from 0");
    }
  }

  /** A text of one field, which may be changed. */
  public static Target of(String text, int label) {
    return new Target(List.of(text), new TreeSet<>(List.of(0)), label);
  }
}
