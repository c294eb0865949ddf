package io.heirloom.worker;

import io.heirloom.lineage.step.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Handles steps whose rows may be cut into shards, each an order of its own. */
public interface ShardedStepHandler<S extends Step> extends StepHandler<S> {
  /**
   * Joins all shards of a step into the whole and writes it into {@link StepContext#output()}. May
   * be called by more than one worker; must then make the same.
   *
   * @param shards what {@link #perform} wrote for each shard, in order; not to be written into
   * @return what was measured on the whole, by name; finite numbers, may be empty
   */
  SortedMap<String, Double> merge(S step, StepContext context, List<Path> shards) throws Exception;
}
