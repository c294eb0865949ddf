package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One number, a list of different ones, or a range. */
record GridOf<T extends Number>(Kind.Numeral<T> kind) implements Kind<List<T>> {
  @Override
  public Optional<List<T>> read(Found found) {
    JsonNode node = found.node();
    if (node.isObject()) {
      return range().read(found).flatMap(values -> values);
    }
    if (node.isArray()) {
      return several().read(found);
    }
    return kind.of(node).map(List::of).or(() -> found.refuse(allowed()));
  }

  @Override
  public String allowed() {
    return kind.allowed() + ", or a list or range of such";
  }

  @Override
  public ObjectNode schema() {
    return Kind.anyOf(kind.schema(), new ListOf<>(kind, OneOrMore.MOST).schema(), range().schema());
  }

  @Override
  public Object written(List<T> values) {
    return several().written(values);
  }

  /** Whether an object is a range, or some other. */
  static boolean isRange(JsonNode object) {
    return Spacing.FIELDS.stream().anyMatch(object::has);
  }

  private OneOrMore<T> several() {
    return new OneOrMore<>(kind);
  }

  private ObjectOf<Optional<List<T>>> range() {
    return new ObjectOf<>(Shape::ofRange, range -> Spacing.read(range, kind));
  }
}
