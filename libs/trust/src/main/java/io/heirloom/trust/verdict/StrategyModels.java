package io.heirloom.trust.verdict;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Metric;
import io.heirloom.trust.statistics.PerformanceGapRecovered;
import io.heirloom.trust.statistics.Replicates;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The models of one strategy by what their evaluations gave, seed by seed. Seeds may be missing: a
 * comparison is over those that both of its models have.
 *
 * @param weak by seed
 * @param weakToStrong by objective, one or more, and seed
 * @param ceiling by seed
 */
public record StrategyModels(
    SortedMap<Long, Replicates> weak,
    SortedMap<WtsObjective, SortedMap<Long, Replicates>> weakToStrong,
    SortedMap<Long, Replicates> ceiling) {

  /**
   * The verdict by one metric, such as the first of the property's for trust.
   *
   * @throws InvalidInputException if there is no weak-to-strong model, or evaluations are not of
   *     the same test rows
   */
  public Verdict verdict(Metric metric) {
    return new Verdict(
        new Half(forEach(model -> Comparison.of(model, weak, metric))),
        new Half(forEach(model -> Comparison.of(ceiling, model, metric))));
  }

  /**
   * Performance gap recovered by one metric, of task performance or of trust, by objective: of the
   * means over the seeds that all three models have. Empty where those do not show that the ceiling
   * is better than the weak model (its answer is not present, so always with one seed): a share of
   * a gap that may be none means nothing.
   *
   * @throws InvalidInputException if evaluations are not of the same test rows
   */
  public SortedMap<WtsObjective, OptionalDouble> gapRecovered(Metric metric) {
    return forEach(model -> gapRecovered(model, metric));
  }

  private OptionalDouble gapRecovered(SortedMap<Long, Replicates> model, Metric metric) {
    SortedMap<Long, Replicates> bound = atSeedsOf(model, ceiling);
    Comparison gap = Comparison.of(bound, atSeedsOf(model, weak), metric);
    if (gap.answer() != Answer.PRESENT) {
      return OptionalDouble.empty();
    }
    Comparison gain = Comparison.of(atSeedsOf(bound, model), weak, metric);
    OptionalDouble gained = gain.improvement().measured();
    return gained.isEmpty()
        ? OptionalDouble.empty()
        : PerformanceGapRecovered.of(
            0, gained.getAsDouble(), gap.improvement().measured().getAsDouble());
  }

  private static SortedMap<Long, Replicates> atSeedsOf(
      SortedMap<Long, Replicates> other, SortedMap<Long, Replicates> model) {
    SortedMap<Long, Replicates> kept = new TreeMap<>(model);
    kept.keySet().retainAll(other.keySet());
    return kept;
  }

  private <T> SortedMap<WtsObjective, T> forEach(
      Function<SortedMap<Long, Replicates>, T> question) {
    SortedMap<WtsObjective, T> answers = new TreeMap<>();
    weakToStrong.forEach((objective, model) -> answers.put(objective, question.apply(model)));
    return answers;
  }
}
