package io.heirloom.languagemodel.accounting;

/**
 * Expectations over the privacy loss of one step, by the trapezoidal rule over outputs: their
 * integrands are analytic in a strip about the real line and vanish at both ends, for which the
 * rule's error falls exponentially with the number of points (Trefethen, Weideman 2014).
 */
final class LossMoments {
  /**
   * Distance of points, in units of the noise's standard deviation: a half is good for errors of
   * exp(-79) where the densities alone bound the strip. The loss has its nearest singularity at pi
   * noise multipliers beside the real line, hence exp(-39) for the other.
   */
  private static final double LARGEST_DISTANCE = 0.5;

  private static final double DISTANCE_PER_NOISE = 0.5;

  /** Exponents of Chernoff's bound that are tried: powers of the square root of two. */
  private static final int LEAST_HALF_POWER = -28;

  private static final int LARGEST_HALF_POWER = 24;

  private final double[] losses;
  private final double[] logWeights;

  private LossMoments(double[] losses, double[] logWeights) {
    this.losses = losses;
    this.logWeights = logWeights;
  }

  /**
   * Of the loss where the record is removed, or added.
   *
   * @param reach how far beside the means outputs matter, in standard deviations
   */
  static LossMoments of(PrivacyLoss loss, double reach, boolean removed) {
    double distance = Math.min(LARGEST_DISTANCE, DISTANCE_PER_NOISE / loss.shift());
    int points = (int) Math.ceil((loss.shift() + 2 * reach) / distance) + 1;
    double[] losses = new double[points];
    double[] logWeights = new double[points];
    double logScale = Math.log(distance) - 0.5 * Math.log(2 * Math.PI);
    for (int i = 0; i < points; i++) {
      double output = i * distance - reach;
      double lossThere = loss.at(output);
      double logAbsent = logScale - 0.5 * output * output;
      losses[i] = removed ? lossThere : -lossThere;
      logWeights[i] = removed ? logAbsent + lossThere : logAbsent;
    }
    return new LossMoments(losses, logWeights);
  }

  /** The mean loss: the Kullback-Leibler divergence. */
  double mean() {
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      sum += Math.exp(logWeights[i]) * losses[i];
    }
    return sum;
  }

  /**
   * A value that the sum of the losses of so many steps exceeds with at most this probability, by
   * Chernoff's bound.
   */
  double upperEnd(long steps, double logProbability) {
    return leastBound(steps, logProbability, 1);
  }

  /** A value that the sum of losses falls below with at most this probability. */
  double lowerEnd(long steps, double logProbability) {
    return -leastBound(steps, logProbability, -1);
  }

  private double leastBound(long steps, double logProbability, int sign) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = LEAST_HALF_POWER; i <= LARGEST_HALF_POWER; i++) {
      double exponent = Math.pow(2, i / 2.0);
      double bound = (steps * logMoment(sign * exponent) - logProbability) / exponent;
      least = Math.min(least, bound);
    }
    return least;
  }

  /** log E exp(exponent * loss). */
  private double logMoment(double exponent) {
    double[] logs = new double[losses.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = logWeights[i] + exponent * losses[i];
    }
    return LogSpace.sum(logs);
  }
}
