package io.heirloom.trust.statistics;

import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;
import org.hipparchus.util.FastMath;

/**
 * Differences between two models on test rows drawn anew, paired by seed and resample: how much the
 * choice of rows lets their mean over seeds vary.
 *
 * <p>The mean's variance over resamples is that of the rows, which all seeds share, and a share of
 * the interaction of seeds and rows: with other rows, other seeds do well. That share is in the
 * spread over seeds too, so it is taken out here by shrinking the resampled means about their
 * centre (the terms of Owen 2007, "The pigeonhole bootstrap", section 3).
 */
final class RowDifferences {
  private final double[] means;
  private final double centre;
  private final double shrinkage;

  /** Takes finite numbers, [seeds][resamples], one seed or more and two resamples or more. */
  RowDifferences(double[][] differences) {
    this.means = means(differences);
    this.centre = StatUtils.mean(means);
    double variance = StatUtils.variance(means);
    double own = FastMath.max(0, variance - interaction(differences, means) / differences.length);
    this.shrinkage = variance == 0 ? 0 : FastMath.sqrt(own / variance);
  }

  /** Of the mean over seeds, by the choice of rows alone. */
  double varianceOfMean() {
    return shrinkage * shrinkage * StatUtils.variance(means);
  }

  /** A quantile of the mean over seeds, less its centre. */
  double deviation(double probability) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    return shrinkage * (percentile.evaluate(means, 100 * probability) - centre);
  }

  private static double[] means(double[][] differences) {
    double[] means = new double[differences[0].length];
    for (double[] seed : differences) {
      for (int resample = 0; resample < means.length; resample++) {
        means[resample] += seed[resample] / differences.length;
      }
    }
    return means;
  }

  /**
   * The variance, in one seed, of the interaction of seeds and rows: of what is left of a seed's
   * resamples when the mean over seeds is taken off; 0 with one seed, which cannot tell it.
   */
  private static double interaction(double[][] differences, double[] means) {
    if (differences.length == 1) {
      return 0;
    }
    double sum = 0;
    for (double[] seed : differences) {
      double[] within = new double[means.length];
      for (int resample = 0; resample < means.length; resample++) {
        within[resample] = seed[resample] - means[resample];
      }
      sum += StatUtils.variance(within);
    }
    return sum / (differences.length - 1);
  }
}
