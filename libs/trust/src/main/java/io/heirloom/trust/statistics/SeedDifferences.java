package io.heirloom.trust.statistics;

import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.FastMath;

/** Differences between two models on the rows as they are, one for each seed. */
final class SeedDifferences {
  private static final int FEWEST_WITH_EFFECT_SIZE = 3;

  /** A spread below this share of the mean is that of rounding. */
  private static final double ROUNDING = 1e-12;

  private final double[] differences;

  /** One or more; not a number where a seed has none. */
  SeedDifferences(double[] differences) {
    this.differences = differences;
  }

  int count() {
    return differences.length;
  }

  /** Not a number where any seed has none. */
  double mean() {
    return StatUtils.mean(differences);
  }

  /** Sample variance over the seeds; 0 for one seed, which tells nothing of it. */
  private double variance() {
    return StatUtils.variance(differences);
  }

  /** The square of the standard error: how much training alone lets the mean vary. */
  double varianceOfMean() {
    return variance() / count();
  }

  /**
   * A quantile of Student's t with one degree of freedom less than there are seeds, two or more.
   */
  double critical(double probability) {
    return new TDistribution(count() - 1).inverseCumulativeProbability(probability);
  }

  /** Hedges' g; empty with fewer than three seeds or without any spread. */
  OptionalDouble effectSize() {
    double deviation = FastMath.sqrt(variance());
    return count() < FEWEST_WITH_EFFECT_SIZE || deviation <= ROUNDING * FastMath.abs(mean())
        ? OptionalDouble.empty()
        : OptionalDouble.of(unbiasing(count() - 1) * mean() / deviation);
  }

  /** The exact factor J of Hedges 1981, equation 6e. */
  private static double unbiasing(double degrees) {
    return FastMath.exp(Gamma.logGamma(degrees / 2) - Gamma.logGamma((degrees - 1) / 2))
        / FastMath.sqrt(degrees / 2);
  }
}
