package io.heirloom.trust.verdict;

import io.heirloom.trust.statistics.Interval;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * What intervals were before: the percentiles of resamples that draw seeds and rows. Here to
 * measure the present ones against.
 */
final class PercentileOverSeedsAndRows {
  private PercentileOverSeedsAndRows() {}

  static Interval of(SimulatedStudies.Study study) {
    SplittableRandom random = new SplittableRandom(1);
    int seeds = study.first().size();
    double[][] differences =
        study.first().keySet().stream()
            .map(seed -> difference(resampled(study, seed, true), resampled(study, seed, false)))
            .toArray(double[][]::new);
    double[] means =
        IntStream.range(0, differences[0].length)
            .mapToDouble(
                resample ->
                    IntStream.range(0, seeds)
                        .mapToDouble(draw -> differences[random.nextInt(seeds)][resample])
                        .average()
                        .orElseThrow())
            .toArray();
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(means);
    return new Interval(percentile.evaluate(2.5), percentile.evaluate(97.5), 0, seeds > 1);
  }

  private static double[] resampled(SimulatedStudies.Study study, long seed, boolean first) {
    return (first ? study.first() : study.second())
        .get(seed)
        .metrics()
        .get(SimulatedStudies.METRIC)
        .resampled();
  }

  private static double[] difference(double[] first, double[] second) {
    return IntStream.range(0, first.length)
        .mapToDouble(index -> first[index] - second[index])
        .toArray();
  }
}
