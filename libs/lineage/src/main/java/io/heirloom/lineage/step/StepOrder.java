package io.heirloom.lineage.step;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A step that is due, with the reference of its input and the tree that follows it.
 *
 * @param study on whose behalf
 * @param round how often the step has been asked for in that study, from 1; what follows it in this
 *     order is asked for as often
 * @param dataFolder a folder laid out as a mirror of the named data sets, to be looked into before
 *     anything is downloaded; no part of the step, as every file is checked against the set's
 *     digest
 * @param input what the step starts from; empty at a root
 * @param shard which part of the step's rows this order is for
 * @param lineage the step and what follows it
 */
public record StepOrder(
    StudyId study,
    int round,
    Optional<String> dataFolder,
    Optional<Reference> input,
    Shard shard,
    Lineage lineage) {
  public StepOrder {
    if (shard.count() != lineage.shards()) {
      throw new InvalidInputException(
          "shard", shard.index() + " of " + shard.count(), "one of " + lineage.shards());
    }
  }

  /** The orders with which a lineage begins: one for each shard of its root. */
  public static Stream<StepOrder> begin(
      StudyId study,
      int round,
      Optional<String> dataFolder,
      Optional<Reference> input,
      Lineage lineage) {
    return IntStream.range(0, lineage.shards())
        .mapToObj(
            index ->
                new StepOrder(
                    study, round, dataFolder, input, new Shard(index, lineage.shards()), lineage));
  }

  /** The orders that follow this one, once its step has made {@code result}. */
  public List<StepOrder> forward(Reference result) {
    return lineage.next().stream()
        .flatMap(branch -> begin(study, round, dataFolder, Optional.of(result), branch))
        .toList();
  }

  public Step step() {
    return lineage.step();
  }

  public StepKey key() {
    return lineage.key();
  }

  /**
   * The key under which what this very order makes is stored: that of its shard, or of the whole
   * step.
   */
  public StepKey productKey() {
    return shard.whole() ? key() : key().ofShard(shard);
  }

  public String topic() {
    return Topics.ordersFor(step().getClass());
  }
}
