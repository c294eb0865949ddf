package io.heirloom.trust.statistics;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric.Direction;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The difference of a metric's mean over seeds between two models that were trained with the same
 * seeds and answered the same test rows.
 */
public sealed interface Difference {
  /** Less than this share of the resamples may leave a metric undefined. */
  double LARGEST_UNDEFINED_SHARE = 0.05;

  /** As measured; empty where the metric is undefined for a seed. */
  OptionalDouble measured();

  /** The same as an improvement: turned about where lower values are better. */
  Difference improvement(Direction better);

  /**
   * A difference with its 95 % interval.
   *
   * @param interval of the chance of test rows, and of training where there are two seeds or more
   * @param effectSize Hedges' g of the paired differences over seeds: how many of their deviations
   *     the mean is from zero, less the bias of few seeds (Hedges 1981). Empty with fewer than
   *     three seeds, where its factor is zero, and where the seeds agree wholly
   */
  record Estimated(Interval interval, OptionalDouble effectSize) implements Difference {
    @Override
    public OptionalDouble measured() {
      return OptionalDouble.of(interval.difference());
    }

    @Override
    public Estimated improvement(Direction better) {
      return switch (better) {
        case HIGHER -> this;
        case LOWER ->
            new Estimated(
                interval.improvement(better),
                effectSize.isPresent()
                    ? OptionalDouble.of(-effectSize.getAsDouble())
                    : OptionalDouble.empty());
      };
    }
  }

  /**
   * A difference without an interval.
   *
   * @param reason why there is none, for people
   */
  record WithoutInterval(OptionalDouble measured, String reason) implements Difference {
    @Override
    public WithoutInterval improvement(Direction better) {
      return switch (better) {
        case HIGHER -> this;
        case LOWER ->
            new WithoutInterval(
                measured.isPresent()
                    ? OptionalDouble.of(-measured.getAsDouble())
                    : OptionalDouble.empty(),
                reason);
      };
    }
  }

  /**
   * First less second.
   *
   * @param first the one model's, an entry for each seed, at least one
   * @param second the other model's, for the same seeds in the same order
   * @param metric one that all of them keep
   * @throws InvalidInputException if they are not paired: other rows, other draws, or another
   *     number of seeds
   */
  static Difference between(List<Replicates> first, List<Replicates> second, String metric) {
    checkPaired(first, second);
    double[] measured = new double[first.size()];
    double[][] resampled = new double[first.size()][];
    for (int seed = 0; seed < measured.length; seed++) {
      Replicates.Values ours = first.get(seed).values(metric);
      Replicates.Values theirs = second.get(seed).values(metric);
      measured[seed] = ours.measured() - theirs.measured();
      resampled[seed] = difference(ours.resampled(), theirs.resampled());
    }
    return estimate(measured, resampled);
  }

  private static Difference estimate(double[] measured, double[][] resampled) {
    SeedDifferences seeds = new SeedDifferences(measured);
    if (Double.isNaN(seeds.mean())) {
      return new WithoutInterval(OptionalDouble.empty(), "it is undefined for a seed");
    }
    int all = resampled[0].length;
    int[] defined =
        IntStream.range(0, all)
            .filter(index -> Stream.of(resampled).noneMatch(seed -> Double.isNaN(seed[index])))
            .toArray();
    if (defined.length < all * (1 - LARGEST_UNDEFINED_SHARE)) {
      return new WithoutInterval(
          OptionalDouble.of(seeds.mean()),
          "it is undefined in " + (all - defined.length) + " of " + all + " resamples");
    }
    RowDifferences rows = new RowDifferences(at(defined, resampled));
    return new Estimated(new SeedsAndRows(seeds, rows).interval(), seeds.effectSize());
  }

  private static double[] difference(double[] first, double[] second) {
    return IntStream.range(0, first.length)
        .mapToDouble(index -> first[index] - second[index])
        .toArray();
  }

  private static double[][] at(int[] indices, double[][] values) {
    return Stream.of(values)
        .map(row -> IntStream.of(indices).mapToDouble(index -> row[index]).toArray())
        .toArray(double[][]::new);
  }

  private static void checkPaired(List<Replicates> first, List<Replicates> second) {
    if (first.isEmpty() || first.size() != second.size()) {
      throw new InvalidInputException(
          "seeds", first.size() + " and " + second.size(), "as many of either model, 1 or more");
    }
    Replicates one = first.get(0);
    if (!Stream.of(first, second).flatMap(List::stream).allMatch(one::pairsWith)) {
      throw new InvalidInputException(
          "replicates",
          "other test rows or draws",
          "the same test rows of every model and seed, drawn alike");
    }
  }
}
