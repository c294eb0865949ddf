package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The table of all fields of a study file that the documentation shows, made from the schema. */
final class FieldTable {
  /** The line it begins with. */
  static final String HEAD = "| field | value | default | |";

  private final List<String> rows = new ArrayList<>(List.of(HEAD, "| --- | --- | --- | --- |"));

  private FieldTable() {}

  /** In Markdown, without a line feed at its end. */
  static String of(JsonNode schema) {
    FieldTable table = new FieldTable();
    table.object("", schema);
    return String.join("\n", table.rows);
  }

  private void object(String path, JsonNode object) {
    Set<String> required = new TreeSet<>();
    object.path("required").forEach(name -> required.add(name.textValue()));
    Set<String> names = names(object);
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      JsonNode schema = field.getValue();
      row(path + field.getKey(), schema, required.contains(field.getKey()));
      // The fields of training stand once, not for each model again.
      if (names(schema).isEmpty() || !names.containsAll(names(schema))) {
        within(path + field.getKey(), schema);
      }
    }
  }

  private void within(String path, JsonNode schema) {
    if (schema.has("properties") && !isRange(schema)) {
      object(path + ".", schema);
    }
    if (schema.has("items")) {
      within(path + "[]", schema.get("items"));
    }
    schema.path("anyOf").forEach(kind -> within(path, kind));
  }

  private void row(String path, JsonNode schema, boolean required) {
    String standard = schema.has("default") ? "`" + plain(schema.get("default")) + "`" : "";
    rows.add(
        "| `%s` | %s | %s | %s |"
            .formatted(
                path,
                kind(schema),
                required ? "must be given" : standard,
                schema.path("description").asText()));
  }

  private static String kind(JsonNode schema) {
    if (schema.has("anyOf")) {
      return stream(schema.get("anyOf"))
          .map(each -> each.path("type").asText().equals("array") ? "list" : kind(each))
          .distinct()
          .collect(Collectors.joining(", "));
    }
    if (schema.has("enum")) {
      return stream(schema.get("enum"))
          .map(word -> "`" + word.textValue() + "`")
          .collect(Collectors.joining(", "));
    }
    return switch (schema.path("type").asText()) {
      case "integer" -> "whole number " + bounds(schema);
      case "number" -> "number " + bounds(schema);
      case "array" -> listOf(schema.get("items"));
      case "object" -> isRange(schema) ? "range" : "object";
      default -> "text";
    };
  }

  private static String listOf(JsonNode items) {
    return "list of " + (items.path("type").asText().equals("object") ? "objects" : kind(items));
  }

  private static String bounds(JsonNode schema) {
    return schema.has("minimum")
        ? schema.get("minimum").asText() + " to " + schema.get("maximum").asText()
        : "above %s to %s"
            .formatted(schema.get("exclusiveMinimum").asText(), schema.get("maximum").asText());
  }

  private static String plain(JsonNode value) {
    if (value.isArray()) {
      return stream(value).map(FieldTable::plain).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isNumber()
        ? new BigDecimal(value.asText()).stripTrailingZeros().toPlainString()
        : value.asText();
  }

  private static boolean isRange(JsonNode schema) {
    return schema.path("properties").has("from");
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
