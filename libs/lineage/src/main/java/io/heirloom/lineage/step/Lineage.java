package io.heirloom.lineage.step;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tree of steps that grows from one step. It travels: whoever does its root sends the branches
 * on.
 *
 * @param key of the root
 * @param step the root
 * @param shards into how many parts the root's rows are cut, 1 or more
 * @param next the trees that start from the root's result
 */
public record Lineage(StepKey key, Step step, int shards, List<Lineage> next) {
  public Lineage {
    if (shards < 1) {
      throw new InvalidInputException("shards", shards, "1 or more");
    }
    next = List.copyOf(next);
  }

  /**
   * A tree from its root step; {@code input} is the key of the step it starts from, empty at the
   * root of a study.
   */
  public static Lineage of(Step step, Optional<StepKey> input, int shards, List<Lineage> next) {
    return new Lineage(StepKey.of(step, input, shards), step, shards, next);
  }

  /** All trees within this one, itself first. */
  public Stream<Lineage> all() {
    return Stream.concat(Stream.of(this), next.stream().flatMap(Lineage::all));
  }
}
