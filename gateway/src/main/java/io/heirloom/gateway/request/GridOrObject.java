package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A grid, or an object that is no range.
 *
 * @param ofGrid what the values of the grid mean
 */
record GridOrObject<T extends Number, R>(
    GridOf<T> grid, Function<List<T>, R> ofGrid, ObjectOf<R> object) implements Kind<R> {
  @Override
  public Optional<R> read(Found found) {
    return found.node().isObject() && !GridOf.isRange(found.node())
        ? object.read(found)
        : grid.read(found).map(ofGrid);
  }

  @Override
  public String allowed() {
    return grid.allowed() + ", or an object";
  }

  @Override
  public ObjectNode schema() {
    return Kind.anyOf(grid.schema(), object.schema());
  }
}
