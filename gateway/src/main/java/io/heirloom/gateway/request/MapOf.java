package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Values by names of any kind. */
record MapOf<T>(Kind<T> kind) implements Kind<SortedMap<String, T>> {
  @Override
  public Optional<SortedMap<String, T>> read(Found found) {
    return ObjectOf.check(found).map(object -> values(found, object));
  }

  @Override
  public String allowed() {
    return "an object";
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.set("additionalProperties", kind.schema());
    return schema;
  }

  private SortedMap<String, T> values(Found found, ObjectNode object) {
    SortedMap<String, T> values = new TreeMap<>();
    object
        .fieldNames()
        .forEachRemaining(
            name -> kind.read(found.field(name)).ifPresent(value -> values.put(name, value)));
    return values;
  }
}
