package io.heirloom.lineage.study;

import java.util.List;

/**
 * A stage of a study in which settings are chosen: each of its dimensions is swept over its values
 * in the grid, and one value kept. What an earlier stage chose stands; what a later one is to
 * choose stands at its first value. Models are judged on validation rows, never on test rows.
 *
 * @param sweep dimensions, each swept by itself; one or more, all {@link Dimension#selectable()}
 * @param rule how a value is chosen
 * @param seeds one run of every value for each, at least one
 */
public record Stage(List<Dimension> sweep, Rule rule, List<Long> seeds) {

  public Stage {
    sweep = List.copyOf(sweep);
    seeds = List.copyOf(seeds);
  }

  /**
   * How a value is chosen from a trade-off between trust (the property's first metric of trust) and
   * task performance (its first metric of the task), each the mean over seeds and models judged.
   */
  public sealed interface Rule {

    /**
     * The knee of the trade-off curve: the value farthest beyond the straight line from the best
     * task performance to the best trust, both scaled to 0 to 1 (Satopaa et al. 2011, "Finding a
     * 'Kneedle' in a Haystack").
     */
    record Knee() implements Rule {}

    /**
     * The best trust among values that lose little task performance.
     *
     * @param mostLost of the task metric against the best value of the sweep, 0 or more
     */
    record BestTrust(double mostLost) implements Rule {}

    /**
     * The best weighted sum of trust and task performance, both scaled to 0 to 1 over the sweep.
     *
     * @param trustWeight 0 to 1; task performance has the rest
     */
    record Weighted(double trustWeight) implements Rule {}
  }
}
