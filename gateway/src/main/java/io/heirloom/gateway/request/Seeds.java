package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Different seeds: a list, or all whole numbers from one to another. */
record Seeds() implements Kind<List<Long>> {
  /** Whole numbers that every reader of JSON keeps exact. */
  static final Whole SEED = new Whole(Range.between(0, (1L << 53) - 1));

  private static final int MOST = 100;

  @Override
  public Optional<List<Long>> read(Found found) {
    return found.node().isObject()
        ? range().read(found).flatMap(seeds -> seeds)
        : list().read(found);
  }

  @Override
  public String allowed() {
    return list().allowed();
  }

  @Override
  public ObjectNode schema() {
    return Kind.anyOf(list().schema(), range().schema());
  }

  private static ListOf<Long> list() {
    return new ListOf<>(SEED, MOST);
  }

  private static ObjectOf<Optional<List<Long>>> range() {
    return new ObjectOf<>(Shape::ofRange, range -> Spacing.readWhole(range, SEED, MOST));
  }
}
