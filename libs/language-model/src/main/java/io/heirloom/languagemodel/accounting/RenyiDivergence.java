package io.heirloom.languagemodel.accounting;

import org.hipparchus.util.CombinatoricsUtils;

/**
 * Rényi divergence of one step of the sampled Gaussian mechanism (Mironov, Talwar, Zhang 2019,
 * "Rényi Differential Privacy of the Sampled Gaussian Mechanism", section 3.3): that of the output
 * with the record from the output without it, which is the larger of the two directions (theorem
 * 5). With A the expectation of (p/q)^order without the record, it is log(A) / (order - 1).
 */
final class RenyiDivergence {
  /** The alternating series ends where this share of its sum, times k squared, is not reached. */
  private static final double SMALLEST_TERM = 1e-15;

  private RenyiDivergence() {}

  /**
   * Divergence of an order.
   *
   * @param mechanism with noise
   * @param order above 1
   * @return 0 or more
   */
  static double of(SampledGaussian mechanism, double order) {
    double variance = mechanism.noiseMultiplier() * mechanism.noiseMultiplier();
    if (mechanism.sampleRate() == 1) {
      return order / (2 * variance);
    }
    double logMoment =
        order == Math.rint(order)
            ? ofWholeOrder(mechanism.sampleRate(), variance, (int) order)
            : ofFractionalOrder(mechanism.sampleRate(), mechanism.noiseMultiplier(), order);
    return Math.max(0, logMoment) / (order - 1);
  }

  /**
   * log(A) by the binomial sum. The sum without the exponential factors is 1; it is taken off term
   * by term, so that the small difference of A from 1 keeps its digits.
   */
  private static double ofWholeOrder(double rate, double variance, int order) {
    double[] logTerms = new double[order - 1];
    for (int k = 2; k <= order; k++) {
      logTerms[k - 2] =
          CombinatoricsUtils.binomialCoefficientLog(order, k)
              + k * Math.log(rate)
              + (order - k) * Math.log1p(-rate)
              + LogSpace.expMinusOne((double) k * (k - 1) / (2 * variance));
    }
    return LogSpace.onePlus(LogSpace.sum(logTerms));
  }

  /**
   * log(A) by the two series to either side of the output at which both parts of the mixture weigh
   * the same. Each factor of a binomial coefficient falls with k, so the first is the scale. Once k
   * is above the order signs alternate, and Euler's transform applies: the mean of two neighbouring
   * partial sums is nearer to the limit by a factor of about k, and that of two such means again.
   */
  private static double ofFractionalOrder(double rate, double noise, double order) {
    double logRate = Math.log(rate);
    double logRest = Math.log1p(-rate);
    double twoVariances = 2 * noise * noise;
    double even = noise * noise * (logRest - logRate) + 0.5;
    double scale = Double.NEGATIVE_INFINITY;
    double coefficient = 1;
    double sum = 0;
    double term = 0;
    double termBefore = 0;
    for (int k = 0; k <= order + 2 || Math.abs(term) > SMALLEST_TERM * k * k * sum; k++) {
      double left = order - k;
      double below =
          left * logRest
              + k * logRate
              + k * (k - 1.0) / twoVariances
              + NormalTail.logAbove((k - even) / noise);
      double above =
          k * logRest
              + left * logRate
              + left * (left - 1) / twoVariances
              + NormalTail.logAbove((even - left) / noise);
      if (k == 0) {
        scale = Math.max(below, above);
      }
      termBefore = term;
      term = coefficient * (Math.exp(below - scale) + Math.exp(above - scale));
      sum += term;
      coefficient *= left / (k + 1);
    }
    return scale + Math.log(sum - 0.75 * term - 0.25 * termBefore);
  }
}
