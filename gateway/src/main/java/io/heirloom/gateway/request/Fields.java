package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one object of a request, read one by one. What is wrong is noted and nothing, or
 * something harmless, returned, so that one reading finds every problem. What is asked for is noted
 * in the {@link Shape} of the object.
 */
final class Fields {
  private final String path;
  private final ObjectNode object;
  private final Shape shape;
  private final Findings findings;

  private Fields(String path, ObjectNode object, Shape shape, Findings findings) {
    this.path = path;
    this.object = object;
    this.shape = shape;
    this.findings = findings;
  }

  /** Reads all fields of a whole request. */
  static <T> T readAll(
      ObjectNode request, Shape shape, Findings findings, Function<Fields, T> reading) {
    return new Fields("", request, shape, findings).all(reading);
  }

  /** Reads all fields of an object within a request. */
  static <T> T readAll(Found object, Shape shape, Function<Fields, T> reading) {
    ObjectNode fields = (ObjectNode) object.node();
    return new Fields(object.path() + ".", fields, shape, object.findings()).all(reading);
  }

  /** A field that may be left out; empty also if it cannot be used. */
  <T> Optional<T> optional(String name, Kind<T> kind) {
    shape.field(name, kind.schema());
    return found(name).flatMap(kind::read);
  }

  /** A field, or what it is where it is left out. */
  <T> T value(String name, Kind<T> kind, T standard) {
    Optional<T> value = optional(name, kind);
    shape.standard(name, kind.written(standard));
    return value.orElse(standard);
  }

  /** A field that must be given. */
  <T> Optional<T> required(String name, Kind<T> kind) {
    Optional<T> value = optional(name, kind);
    shape.require(name);
    if (!object.has(name)) {
      findings.missing(path + name, kind.allowed());
    }
    return value;
  }

  /** Reads all fields of an object within this one; of an empty one where it is left out. */
  <T> T object(String name, Function<Fields, T> reading) {
    return object(name, shape.within(name), reading);
  }

  /** As the other, of an object whose fields have those of this one for defaults. */
  <T> T overriding(String name, Function<Fields, T> reading) {
    return object(name, shape.overriding(), reading);
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Notes that a value that is allowed by itself does not go with others. */
  void refuse(String name, Object value, String allowed) {
    findings.add(path + name, String.valueOf(value), allowed);
  }

  private <T> T object(String name, Shape within, Function<Fields, T> reading) {
    ObjectNode given =
        found(name).flatMap(ObjectOf::check).orElseGet(JsonNodeFactory.instance::objectNode);
    T value = new Fields(path + name + ".", given, within, findings).all(reading);
    shape.object(name, within);
    return value;
  }

  private <T> T all(Function<Fields, T> reading) {
    T value = reading.apply(this);
    refuseOthers();
    return value;
  }

  /** Notes every key that was not asked for, with the key its author may have meant. */
  private void refuseOthers() {
    Set<String> known = shape.names();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!known.contains(entry.getKey())) {
        String nearest =
            Collections.min(known, EditDistance.to(Findings.shortened(entry.getKey())));
        refuse(
            entry.getKey(),
            entry.getValue(),
            "no such key; the nearest is " + nearest + " (of " + String.join(", ", known) + ")");
      }
    }
  }

  private Optional<Found> found(String name) {
    return Optional.ofNullable(object.get(name))
        .map(node -> new Found(path + name, node, findings));
  }
}
