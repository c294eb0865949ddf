package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** One value, or a list of different ones. */
record OneOrMore<T>(Kind.Single<T> kind) implements Kind<List<T>> {
  /** How many values a field may have. */
  static final int MOST = 1000;

  @Override
  public Optional<List<T>> read(Found found) {
    if (found.node().isArray()) {
      return list().read(found);
    }
    return kind.of(found.node()).map(List::of).or(() -> found.refuse(allowed()));
  }

  @Override
  public String allowed() {
    return kind.allowed() + ", or a list of 1 to " + MOST + " such";
  }

  @Override
  public ObjectNode schema() {
    return Kind.anyOf(kind.schema(), list().schema());
  }

  @Override
  public Object written(List<T> values) {
    return values.size() == 1 ? kind.written(values.get(0)) : list().written(values);
  }

  private ListOf<T> list() {
    return new ListOf<>(kind, MOST);
  }
}
