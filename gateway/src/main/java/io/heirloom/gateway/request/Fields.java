package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields of one object of a request, read one by one. What is wrong is noted and a harmless
 * value returned, so that one reading finds every problem.
 */
final class Fields {
  private static final int LONGEST_TEXT = 1000;
  private static final int LONGEST_SHOWN = 200;

  private final String path;
  private final ObjectNode object;
  private final List<Problem> problems;
  private final Set<String> known = new TreeSet<>();

  /** The fields of a whole request, whose problems are added to {@code problems}. */
  Fields(ObjectNode request, List<Problem> problems) {
    this("", request, problems);
  }

  private Fields(String path, ObjectNode object, List<Problem> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
  }

  /** The fields of an object within this one; of an empty one where it is absent. */
  Fields object(String name) {
    return new Fields(path + name + ".", objectAt(name), problems);
  }

  /** A text that must be there. */
  String text(String name) {
    if (!has(name)) {
      problems.add(new Problem(path + name, "nothing", "a text; it must be given"));
      return "";
    }
    return optionalText(name).orElse("");
  }

  /** A text of one line, 1 to 1000 characters. */
  Optional<String> optionalText(String name) {
    return valueAt(name)
        .filter(
            value ->
                check(
                    name,
                    value,
                    value.isTextual() && isOneLine(value.textValue()),
                    "a text of one line, 1 to " + LONGEST_TEXT + " characters"))
        .map(JsonNode::textValue);
  }

  /** Texts by name, where numbers and truth values are taken as they are written. */
  SortedMap<String, String> texts(String name) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : objectAt(name).properties()) {
      JsonNode value = entry.getValue();
      if (check(
          name + "." + entry.getKey(),
          value,
          value.isValueNode() && !value.isNull() && value.asText().length() <= LONGEST_TEXT,
          "a text, a number, true or false")) {
        texts.put(entry.getKey(), value.asText());
      }
    }
    return texts;
  }

  double number(String name, double fallback, Range range) {
    // 5e-5 without a point is a text to YAML 1.1, and a number to everyone who writes it.
    return valueAt(name).map(value -> asNumber(name, value, range, fallback)).orElse(fallback);
  }

  int wholeNumber(String name, int fallback, Range range) {
    return optionalWholeNumber(name, range).orElse(fallback);
  }

  OptionalInt optionalWholeNumber(String name, Range range) {
    Optional<JsonNode> found =
        valueAt(name)
            .filter(
                value ->
                    check(
                        name,
                        value,
                        value.isIntegralNumber() && range.contains(value.doubleValue()),
                        "a whole number " + range));
    return found.isPresent() ? OptionalInt.of(found.get().intValue()) : OptionalInt.empty();
  }

  long longNumber(String name, long fallback, Range range) {
    return valueAt(name).map(value -> asLong(name, value, range)).orElse(fallback);
  }

  /** Different whole numbers, at least one and at most {@code most}. */
  List<Long> longNumbers(String name, List<Long> fallback, Range range, int most) {
    return list(name, fallback, most, (at, value) -> asLong(at, value, range));
  }

  /** One of some values, by name. */
  <T> T choice(String name, T fallback, Map<String, T> choices) {
    return valueAt(name)
        .flatMap(value -> Optional.ofNullable(asChoice(name, value, choices)))
        .orElse(fallback);
  }

  /** Different ones of some values, at least one. */
  <T> List<T> choices(String name, List<T> fallback, Map<String, T> choices) {
    return list(name, fallback, choices.size(), (at, value) -> asChoice(at, value, choices));
  }

  boolean has(String name) {
    known.add(name);
    return object.has(name);
  }

  /** Notes, once, that a value that is allowed by itself does not go with another. */
  void refuse(String name, int value, String allowed) {
    Problem problem = new Problem(path + name, Integer.toString(value), allowed);
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Notes every key that was not asked for, with the key its author may have meant. */
  void refuseOthers() {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        String nearest = Collections.min(known, EditDistance.to(shortened(key)));
        note(
            key,
            entry.getValue(),
            "no such key; the nearest is " + nearest + " (of " + String.join(", ", known) + ")");
      }
    }
  }

  private interface Element<T> {
    T read(String at, JsonNode value);
  }

  private <T> List<T> list(String name, List<T> fallback, int most, Element<T> element) {
    Optional<JsonNode> found = valueAt(name);
    if (found.isEmpty()) {
      return fallback;
    }
    JsonNode values = found.get();
    if (!check(
        name,
        values,
        values.isArray() && !values.isEmpty() && values.size() <= most,
        "a list of 1 to " + most)) {
      return fallback;
    }
    List<T> list = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      String at = name + "[" + i + "]";
      T value = element.read(at, values.get(i));
      if (value != null && check(at, values.get(i), seen.add(value), "each value once")) {
        list.add(value);
      }
    }
    return list;
  }

  private double asNumber(String at, JsonNode value, Range range, double fallback) {
    double number = value.isTextual() ? parsed(value.textValue()) : value.asDouble(Double.NaN);
    boolean allowed = (value.isNumber() || value.isTextual()) && range.contains(number);
    // Adding 0 turns -0 into 0, which would have another step key.
    return check(at, value, allowed, "a number " + range) ? number + 0.0 : fallback;
  }

  private Long asLong(String at, JsonNode value, Range range) {
    boolean allowed = value.canConvertToLong() && value.isIntegralNumber();
    return check(at, value, allowed && range.contains(value.longValue()), "a whole number " + range)
        ? value.longValue()
        : null;
  }

  private <T> T asChoice(String at, JsonNode value, Map<String, T> choices) {
    T choice = value.isTextual() ? choices.get(value.textValue()) : null;
    return check(at, value, choice != null, oneOf(choices.keySet())) ? choice : null;
  }

  private static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private ObjectNode objectAt(String name) {
    return valueAt(name)
        .filter(value -> check(name, value, value.isObject(), "an object"))
        .map(ObjectNode.class::cast)
        .orElseGet(JsonNodeFactory.instance::objectNode);
  }

  private Optional<JsonNode> valueAt(String name) {
    return has(name) ? Optional.of(object.get(name)) : Optional.empty();
  }

  private boolean check(String name, JsonNode value, boolean allowed, String what) {
    if (!allowed) {
      note(name, value, what);
    }
    return allowed;
  }

  private void note(String name, JsonNode value, String allowed) {
    problems.add(new Problem(path + shortened(name), shortened(value.toString()), allowed));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  private static boolean isOneLine(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_TEXT
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static String oneOf(Collection<String> names) {
    return "one of " + String.join(", ", names);
  }
}
