package io.heirloom.trust.verdict;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric;
import io.heirloom.trust.statistics.Difference;
import io.heirloom.trust.statistics.Replicates;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether one model is better than another by one metric, over the seeds that both have.
 *
 * @param answer by the interval
 * @param mark by the means alone
 * @param improvement above 0 where the first is better, whichever way the metric goes
 * @param seeds of both models, ascending
 * @param reason why the data tell no more, for people: where the answer is unknown, or undecided
 *     for want of seeds
 */
public record Comparison(
    Answer answer,
    Mark mark,
    Difference improvement,
    SortedSet<Long> seeds,
    Optional<String> reason) {

  /**
   * Compares two models.
   *
   * @param model the one that may be better: its evaluations by seed
   * @param than the other's
   * @throws InvalidInputException if evaluations of the same seeds are not on the same test rows
   */
  public static Comparison of(
      SortedMap<Long, Replicates> model, SortedMap<Long, Replicates> than, Metric metric) {
    SortedSet<Long> seeds = new TreeSet<>(model.keySet());
    seeds.retainAll(than.keySet());
    if (seeds.isEmpty()) {
      String reason = "no seed has both evaluated";
      return unknown(new Difference.WithoutInterval(OptionalDouble.empty(), reason), seeds, reason);
    }
    Difference improvement =
        Difference.between(at(seeds, model), at(seeds, than), metric.name())
            .improvement(metric.better());
    if (improvement instanceof Difference.Estimated estimated) {
      return known(estimated, seeds);
    }
    Difference.WithoutInterval without = (Difference.WithoutInterval) improvement;
    return unknown(without, seeds, metric.title() + " has no interval: " + without.reason());
  }

  private static Comparison known(Difference.Estimated improvement, SortedSet<Long> seeds) {
    return new Comparison(
        Answer.of(improvement.interval()),
        Mark.of(improvement.measured()),
        improvement,
        seeds,
        seeds.size() > 1
            ? Optional.empty()
            : Optional.of("with one seed the chance of training is not covered"));
  }

  private static Comparison unknown(
      Difference.WithoutInterval improvement, SortedSet<Long> seeds, String reason) {
    return new Comparison(
        Answer.UNKNOWN, Mark.of(improvement.measured()), improvement, seeds, Optional.of(reason));
  }

  private static List<Replicates> at(SortedSet<Long> seeds, SortedMap<Long, Replicates> model) {
    return seeds.stream().map(model::get).toList();
  }
}
