package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an object of a study file may hold, as a JSON Schema. Whoever reads a field notes it here,
 * so that there is no field without a schema, nor a schema without a field.
 */
final class Shape {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String described;
  private final boolean overrides;
  private final ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
  private final ObjectNode properties = schema.putObject("properties");
  private final Set<String> required = new LinkedHashSet<>();

  /** Of a whole study. */
  static Shape ofStudy() {
    return new Shape("", false);
  }

  private Shape(String described, boolean overrides) {
    this.described = described;
    this.overrides = overrides;
    schema.put("additionalProperties", false);
  }

  /** Of an object within this one. */
  Shape within(String name) {
    return new Shape(described + name + ".", false);
  }

  /** Of an object within this one whose fields have those of this one for defaults. */
  Shape overriding() {
    return new Shape(described, true);
  }

  /** Of an object in a list of a study. */
  static Shape ofElement(String list) {
    return new Shape(list + "[].", false);
  }

  /** Of a range, which has the same fields wherever one may stand. */
  static Shape ofRange() {
    return new Shape("range.", false);
  }

  /** Notes a field of a kind. */
  void field(String name, ObjectNode kind) {
    ObjectNode field = properties.putObject(name);
    Descriptions.of(described + name)
        .ifPresent(text -> field.put("description", about(name, text)));
    field.setAll(kind);
  }

  /** Notes an object within this one. */
  void object(String name, Shape object) {
    field(name, object.schema());
    if (!object.required.isEmpty()) {
      require(name);
    }
  }

  /** Notes that a field must be given. */
  void require(String name) {
    required.add(name);
    ArrayNode names = schema.putArray("required");
    required.forEach(names::add);
  }

  /** Notes what a field is where it is not given. */
  void standard(String name, Object value) {
    if (!overrides) {
      ((ObjectNode) properties.get(name)).set("default", JSON.valueToTree(value));
    }
  }

  /** The names of all fields noted so far. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The JSON Schema; what is noted later is not in it. */
  ObjectNode schema() {
    return schema.deepCopy();
  }

  private String about(String name, String text) {
    return overrides ? text + " Where it is not given: as " + described + name + "." : text;
  }
}
