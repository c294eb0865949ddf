package io.heirloom.languagemodel.gptneox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Fields of a JSON object, read with their ranges. As in transformers, objects and tokens may be
 * null, which is none; null is no number, text or truth value.
 *
 * @param shownAs where the object came from, for messages
 */
record JsonFields(String shownAs, JsonNode object) {
  String shown(String name) {
    return shownAs + ": " + name;
  }

  boolean isEmpty() {
    return object.isEmpty();
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** The object under that name, empty if it is null or left out. */
  JsonFields object(String name) {
    JsonNode value = orNone(name);
    if (!value.isMissingNode() && !value.isObject()) {
      throw new InvalidInputException(shown(name), value, "an object");
    }
    return new JsonFields(shown(name), value);
  }

  /** Refuses a field unless it is null or left out. */
  void requireNone(String name, String allowed) {
    JsonNode value = orNone(name);
    if (!value.isMissingNode()) {
      throw new InvalidInputException(shown(name), value, allowed);
    }
  }

  /** A whole number from 1, which has to be there. */
  int natural(String name, int largest) {
    return optionalNatural(name, largest)
        .orElseThrow(
            () -> new InvalidInputException(shown(name), "nothing", "a whole number, 1 or more"));
  }

  OptionalInt optionalNatural(String name, int largest) {
    return has(name)
        ? OptionalInt.of(whole(name, object.get(name), 1, largest))
        : OptionalInt.empty();
  }

  /** A token, none if the field is null or left out. */
  OptionalInt tokenId(String name) {
    JsonNode value = orNone(name);
    return value.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(token(name, value));
  }

  /** Tokens: a list, a single one, or none if the field is null or left out. */
  List<Integer> tokenIds(String name) {
    JsonNode value = orNone(name);
    List<Integer> tokens = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(token -> tokens.add(token(name, token)));
    } else if (!value.isMissingNode()) {
      tokens.add(token(name, value));
    }
    return tokens;
  }

  /** Texts under "0", "1" and so on, in that order; none if the field is null or left out. */
  List<String> numberedTexts(String name) {
    JsonFields numbered = object(name);
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : numbered.object.properties()) {
      numbered.requireNumber(entry.getKey());
      texts.add(numbered.scalar(String.valueOf(texts.size())));
    }
    return texts;
  }

  double number(String name, double otherwise, double smallest, double largest) {
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.doubleValue() >= smallest && value.doubleValue() <= largest)) {
      throw new InvalidInputException(
          shown(name), value, "a number from " + smallest + " to " + largest);
    }
    return value.doubleValue();
  }

  boolean truth(String name, boolean otherwise) {
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new InvalidInputException(shown(name), value, "true or false");
    }
    return value.asBoolean(otherwise);
  }

  String text(String name, String otherwise) {
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw new InvalidInputException(shown(name), value, "a text");
    }
    return value.isTextual() ? value.textValue() : otherwise;
  }

  private void requireNumber(String name) {
    int count = object.size();
    boolean inRange = name.matches("0|[1-9][0-9]{0,6}") && Integer.parseInt(name) < count;
    if (!inRange) {
      throw new InvalidInputException(shownAs, name, "the numbers from 0 to " + (count - 1));
    }
  }

  private String scalar(String name) {
    JsonNode value = object.path(name);
    if (!value.isTextual() && !value.isNumber()) {
      throw new InvalidInputException(shown(name), value, "a text");
    }
    return value.asText();
  }

  private int token(String name, JsonNode value) {
    return whole(name, value, 0, Integer.MAX_VALUE);
  }

  private int whole(String name, JsonNode value, int smallest, int largest) {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < smallest
        || value.intValue() > largest) {
      throw new InvalidInputException(
          shown(name), value, "a whole number from " + smallest + " to " + largest);
    }
    return value.intValue();
  }

  private JsonNode orNone(String name) {
    JsonNode value = object.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }
}
