package io.heirloom.trust.attack;

import java.util.List;

/**
 * What came of the attack on a text.
 *
 * @param target the text before
 * @param fields the text after: the one that fooled the model, or else the one that came nearest;
 *     as before if nothing helped
 * @param outcome whether the model was fooled
 * @param changes the words that were changed, in the order in which they were
 * @param words how many words the open fields have
 * @param queries how many texts the model was asked about
 * @param before the model's probability of the right class for the text before
 * @param after the same for the text after
 */
public record Attacked(
    Target target,
    List<String> fields,
    Outcome outcome,
    List<Change> changes,
    int words,
    int queries,
    float before,
    float after) {
  /** Whether the model was fooled. */
  public enum Outcome {
    /** It was wrong before the attack; the text was left as it is. */
    ALREADY_WRONG,
    /** It was right before the attack and is wrong after it. */
    FOOLED,
    /** It is right before and after the attack. */
    WITHSTOOD
  }

  /**
   * A changed word.
   *
   * @param field of the text, from 0
   * @param word which of the field's words, from 0
   * @param from the word before
   * @param to what stands in its place
   */
  public record Change(int field, int word, String from, String to) {}

  public Attacked {
    fields = List.copyOf(fields);
    changes = List.copyOf(changes);
  }

  /** The share of the words of open fields that were changed, 0 to 1. */
  public double shareChanged() {
    return changes.isEmpty() ? 0 : (double) changes.size() / words;
  }
}
