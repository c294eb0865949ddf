package io.heirloom.languagemodel.gptneox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.heirloom.lineage.InvalidInputException;
import java.util.OptionalInt;

/**
 * Fields of a JSON object, read with their ranges. A field that is null counts as left out.
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

  int size() {
    return object.size();
  }

  /** The object under that name, empty if it is left out. */
  JsonFields object(String name) {
    JsonNode value = value(name);
    if (!value.isMissingNode() && !value.isObject()) {
      throw new InvalidInputException(shown(name), value, "an object");
    }
    return new JsonFields(shown(name), value);
  }

  /** A whole number from 1, which has to be there. */
  int natural(String name, int largest) {
    return optionalNatural(name, largest)
        .orElseThrow(
            () -> new InvalidInputException(shown(name), "nothing", "a whole number, 1 or more"));
  }

  OptionalInt optionalNatural(String name, int largest) {
    return whole(name, 1, largest);
  }

  OptionalInt tokenId(String name) {
    return whole(name, 0, Integer.MAX_VALUE);
  }

  double number(String name, double otherwise, double smallest, double largest) {
    JsonNode value = value(name);
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
    JsonNode value = value(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new InvalidInputException(shown(name), value, "true or false");
    }
    return value.asBoolean(otherwise);
  }

  String text(String name, String otherwise) {
    JsonNode value = value(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw new InvalidInputException(shown(name), value, "a text");
    }
    return value.isTextual() ? value.textValue() : otherwise;
  }

  private OptionalInt whole(String name, int smallest, int largest) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!value.canConvertToExactIntegral()
        || !value.canConvertToInt()
        || value.intValue() < smallest
        || value.intValue() > largest) {
      throw new InvalidInputException(
          shown(name), value, "a whole number from " + smallest + " to " + largest);
    }
    return OptionalInt.of(value.intValue());
  }

  private JsonNode value(String name) {
    JsonNode value = object.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }
}
