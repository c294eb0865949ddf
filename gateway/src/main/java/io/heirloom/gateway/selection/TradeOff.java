package io.heirloom.gateway.selection;

import io.heirloom.gateway.plan.Choice;
import io.heirloom.lineage.study.Stage;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The values of a setting as points of a curve: how much trust each gives, and how much of the task
 * performance it leaves.
 *
 * @param candidates one or more, each with finite metrics
 */
record TradeOff(Metric trust, Metric task, List<Choice.Candidate> candidates) {

  /**
   * What a rule chooses.
   *
   * @param index of the candidate
   * @param reason one sentence
   */
  record Chosen(int index, String reason) {}

  Chosen choose(Stage.Rule rule) {
    if (rule instanceof Stage.Rule.BestTrust best) {
      return bestTrust(best.mostLost());
    }
    if (rule instanceof Stage.Rule.Weighted weighted) {
      return weighted(weighted.trustWeight());
    }
    return knee();
  }

  private Chosen bestTrust(double mostLost) {
    double bestTask = best(this::taskOf);
    // Rounding must not shut out a value that loses just as much as it may.
    double least = bestTask - mostLost - 1e-12;
    int index =
        first(
            IntStream.range(0, candidates.size())
                .filter(candidate -> taskOf(candidates.get(candidate)) >= least)
                .boxed()
                .toList(),
            candidate -> trustOf(candidates.get(candidate)));
    return chosen(
        index,
        "the best %s of the values that lose at most %s of %s"
            .formatted(lower(trust), plain(mostLost), lower(task)));
  }

  private Chosen weighted(double trustWeight) {
    int index =
        first(
            all(),
            candidate ->
                trustWeight * scaled(this::trustOf, candidate)
                    + (1 - trustWeight) * scaled(this::taskOf, candidate));
    return chosen(
        index,
        "the best sum of %s (weight %s) and %s, both scaled to 0 to 1"
            .formatted(lower(trust), plain(trustWeight), lower(task)));
  }

  /** Farthest beyond the line from the best task performance to the best trust. */
  private Chosen knee() {
    int mostTask = first(all(), candidate -> taskOf(candidates.get(candidate)));
    int mostTrust = first(all(), candidate -> trustOf(candidates.get(candidate)));
    int index = first(all(), candidate -> beyond(mostTask, mostTrust, candidate));
    boolean bends = beyond(mostTask, mostTrust, index) > 0;
    return chosen(
        index,
        bends
            ? "the knee of the curve of %s against %s".formatted(lower(trust), lower(task))
            : "no value lies beyond the straight line from the best %s to the best %s: the first of"
                    .formatted(lower(task), lower(trust))
                + " those two");
  }

  /** How far a point lies beyond a line towards the better of both, without the line's length. */
  private double beyond(int from, int to, int candidate) {
    double runTask = scaled(this::taskOf, to) - scaled(this::taskOf, from);
    double runTrust = scaled(this::trustOf, to) - scaled(this::trustOf, from);
    double task0 = scaled(this::taskOf, candidate) - scaled(this::taskOf, from);
    double trust0 = scaled(this::trustOf, candidate) - scaled(this::trustOf, from);
    return task0 * runTrust - trust0 * runTask;
  }

  private Chosen chosen(int index, String why) {
    Choice.Candidate candidate = candidates.get(index);
    return new Chosen(
        index,
        "%s: %s (%s %s, %s %s)"
            .formatted(
                plain(candidate.value()),
                why,
                lower(trust),
                rounded(candidate.trust()),
                lower(task),
                rounded(candidate.task())));
  }

  private double scaled(ToDoubleFunction<Choice.Candidate> of, int candidate) {
    double most = best(of);
    double least = candidates.stream().mapToDouble(of).min().orElseThrow();
    return most == least
        ? 1
        : (of.applyAsDouble(candidates.get(candidate)) - least) / (most - least);
  }

  private double best(ToDoubleFunction<Choice.Candidate> of) {
    return candidates.stream().mapToDouble(of).max().orElseThrow();
  }

  private double trustOf(Choice.Candidate candidate) {
    return upward(trust, candidate.trust());
  }

  private double taskOf(Choice.Candidate candidate) {
    return upward(task, candidate.task());
  }

  private List<Integer> all() {
    return IntStream.range(0, candidates.size()).boxed().toList();
  }

  /** The first of the best. */
  private static int first(List<Integer> of, ToDoubleFunction<Integer> good) {
    return of.stream()
        .max(Comparator.comparingDouble(good).thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private static double upward(Metric metric, double value) {
    return metric.better() == Direction.HIGHER ? value : -value;
  }

  private static String lower(Metric metric) {
    return metric.title().toLowerCase(Locale.ROOT);
  }

  private static String rounded(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
