package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of different values, one or more.
 *
 * @param most how many
 */
record ListOf<T>(Kind<T> kind, int most) implements Kind<List<T>> {
  @Override
  public Optional<List<T>> read(Found found) {
    int size = found.node().size();
    if (!found.node().isArray() || size < 1 || size > most) {
      return found.refuse(allowed());
    }
    Set<T> values = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      Found element = found.element(i);
      Optional<T> value = kind.read(element);
      if (value.isPresent() && !values.add(value.get())) {
        element.refuse("each value once");
      }
    }
    return values.size() == size ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  @Override
  public String allowed() {
    return "a list of 1 to " + most;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", kind.schema());
    return schema.put("minItems", 1).put("maxItems", most).put("uniqueItems", true);
  }

  @Override
  public Object written(List<T> values) {
    return values.stream().map(kind::written).toList();
  }
}
