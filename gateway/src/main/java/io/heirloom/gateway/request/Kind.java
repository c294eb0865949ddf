package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may stand at one place of a study file: how it is read, and how it is told to people and to
 * programs.
 */
interface Kind<T> {
  /** The longest text. */
  int LONGEST_TEXT = 1000;

  /** The value; if what was found is of another kind, that is noted and there is none. */
  Optional<T> read(Found found);

  /** The end of a sentence that begins with "allowed:". */
  String allowed();

  /** The JSON Schema of what is read. */
  ObjectNode schema();

  /** The value as a study file has it. */
  default Object written(T value) {
    return value;
  }

  /** One value that is no list and no object. */
  interface Single<T> extends Kind<T> {
    /** The value; empty if the node is of another kind. */
    Optional<T> of(JsonNode node);

    @Override
    default Optional<T> read(Found found) {
      return of(found.node()).or(() -> found.refuse(allowed()));
    }
  }

  /** A text of one line, 1 to 1000 characters. */
  record Line() implements Single<String> {
    @Override
    public Optional<String> of(JsonNode node) {
      return Optional.ofNullable(node.textValue()).filter(Line::fits);
    }

    @Override
    public String allowed() {
      return "a text of one line, 1 to " + LONGEST_TEXT + " characters";
    }

    @Override
    public ObjectNode schema() {
      return type("string")
          .put("maxLength", LONGEST_TEXT)
          .put("pattern", "^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f]+$");
    }

    private static boolean fits(String text) {
      return !text.isBlank()
          && text.length() <= LONGEST_TEXT
          && text.chars().noneMatch(Character::isISOControl);
    }
  }

  /** The absolute path of a folder, which need not be there. */
  record Folder() implements Single<Path> {
    @Override
    public Optional<Path> of(JsonNode node) {
      try {
        return new Line().of(node).map(Path::of).filter(Path::isAbsolute);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    @Override
    public String allowed() {
      return "the absolute path of a folder";
    }

    @Override
    public ObjectNode schema() {
      return type("string").put("maxLength", LONGEST_TEXT).put("pattern", "^/");
    }
  }

  /** A text; a number or truth value is taken as it is written. */
  record Scalar() implements Single<String> {
    @Override
    public Optional<String> of(JsonNode node) {
      return Optional.of(node)
          .filter(value -> value.isValueNode() && !value.isNull())
          .map(JsonNode::asText)
          .filter(text -> text.length() <= LONGEST_TEXT);
    }

    @Override
    public String allowed() {
      return "a text, a number, true or false";
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode().put("maxLength", LONGEST_TEXT);
      schema.putArray("type").add("string").add("number").add("boolean");
      return schema;
    }
  }

  /** One of a few values, by name. */
  record Choice<T>(Map<String, T> choices) implements Single<T> {
    @Override
    public Optional<T> of(JsonNode node) {
      return Optional.ofNullable(node.textValue()).map(choices::get);
    }

    @Override
    public String allowed() {
      return "one of " + String.join(", ", choices.keySet());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      choices.keySet().forEach(schema.putArray("enum")::add);
      return schema;
    }

    @Override
    public Object written(T value) {
      return Choices.name(value, choices);
    }
  }

  /** A number, of which a range may be made. */
  sealed interface Numeral<T extends Number> extends Single<T> {
    /** Whether there is nothing between a number and the next. */
    boolean whole();

    /** The number of this kind that is nearest. */
    T nearest(double number);
  }

  /** Any number of a range. */
  record Decimal(Range range) implements Numeral<Double> {
    @Override
    public Optional<Double> of(JsonNode node) {
      // 5e-5 without a point is a text to YAML 1.1, and a number to everyone who writes it.
      double number = node.isTextual() ? parsed(node.textValue()) : node.asDouble(Double.NaN);
      return (node.isNumber() || node.isTextual()) && range.contains(number)
          ? Optional.of(nearest(number))
          : Optional.empty();
    }

    @Override
    public String allowed() {
      return "a number " + range;
    }

    @Override
    public ObjectNode schema() {
      return range.bound(type("number"));
    }

    @Override
    public boolean whole() {
      return false;
    }

    @Override
    public Double nearest(double number) {
      // Adding 0 turns -0 into 0, which would have another step key.
      return number + 0.0;
    }

    private static double parsed(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** A whole number of a range. */
  record Whole(Range range) implements Numeral<Long> {
    @Override
    public Optional<Long> of(JsonNode node) {
      return node.isIntegralNumber()
              && node.canConvertToLong()
              && range.contains(node.doubleValue())
          ? Optional.of(node.longValue())
          : Optional.empty();
    }

    @Override
    public String allowed() {
      return "a whole number " + range;
    }

    @Override
    public ObjectNode schema() {
      return range.bound(type("integer"));
    }

    @Override
    public boolean whole() {
      return true;
    }

    @Override
    public Long nearest(double number) {
      return Math.round(number);
    }
  }

  /** The JSON Schema of what is of one kind or another. */
  static ObjectNode anyOf(ObjectNode... kinds) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").addAll(List.of(kinds));
    return schema;
  }

  private static ObjectNode type(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
