package io.heirloom.trust.adversarial;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The texts and whole numbers of one record; fields that are null are as if left out, and lists and
 * objects within are left aside.
 */
final class RecordFields {
  private static final int MOST_FIELDS = 64;
  private static final int LONGEST_TEXT = 10_000;

  private final String shownAs;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> numbers = new HashMap<>();

  private RecordFields(String shownAs) {
    this.shownAs = shownAs;
  }

  /**
   * Reads a record.
   *
   * @param shownAs where it stands, for messages
   * @param parser at the record's beginning; afterwards at its end
   */
  static RecordFields read(String shownAs, JsonParser parser) throws IOException {
    RecordFields fields = new RecordFields(shownAs);
    Set<String> names = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (!names.add(name) || names.size() > MOST_FIELDS) {
        throw new InvalidInputException(
            shownAs, name, MOST_FIELDS + " fields at most, each named once");
      }
      switch (parser.nextToken()) {
        case VALUE_STRING -> fields.texts.put(name, parser.getText());
        case VALUE_NUMBER_INT -> fields.numbers.put(name, parser.getText());
        default -> parser.skipChildren();
      }
    }
    return fields;
  }

  String shownAs() {
    return shownAs;
  }

  /** The names of all texts. */
  Set<String> textNames() {
    return texts.keySet();
  }

  boolean hasText(String name) {
    return texts.containsKey(name);
  }

  /** A text that has to be there, without blanks around it. */
  String text(String name) {
    String text = texts.getOrDefault(name, "").strip();
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new InvalidInputException(
          shownAs + ", " + name, text, "a text of 1 to " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  /** A text that need not be there. */
  Optional<String> optionalText(String name) {
    return hasText(name) ? Optional.of(text(name)) : Optional.empty();
  }

  /** A whole number, which may be written as a text. */
  int number(String name, int largest) {
    String value = numbers.getOrDefault(name, texts.get(name));
    if (value == null || !value.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(value) > largest) {
      throw new InvalidInputException(
          shownAs + ", " + name,
          value == null ? "nothing" : value,
          "a whole number from 0 to " + largest);
    }
    return Integer.parseInt(value);
  }

  boolean has(String name) {
    return numbers.containsKey(name) || texts.containsKey(name);
  }
}
