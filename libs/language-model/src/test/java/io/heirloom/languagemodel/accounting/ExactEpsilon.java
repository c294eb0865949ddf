package io.heirloom.languagemodel.accounting;

import java.util.function.DoubleUnaryOperator;

/**
 * Epsilon where it can be had without an accountant. Delta at an epsilon is the expectation of (1 -
 * exp(epsilon - loss)) over outputs of a loss above epsilon.
 */
final class ExactEpsilon {
  private ExactEpsilon() {}

  /** Full batches: many steps are one of less noise (Balle, Wang 2018, theorem 8). */
  static double ofFullBatches(double noise, long steps, double delta) {
    double shift = Math.sqrt((double) steps) / noise;
    return leastAtMost(
        epsilon ->
            tail(epsilon / shift - shift / 2)
                - Math.exp(epsilon + NormalTail.logAbove(epsilon / shift + shift / 2)),
        delta);
  }

  static double ofOneStep(SampledGaussian mechanism, double delta) {
    return leastAtMost(
        epsilon ->
            Math.max(deltaOfRemoval(mechanism, epsilon), deltaOfAddition(mechanism, epsilon)),
        delta);
  }

  /** By quadrature over the output of the first step. */
  static double ofTwoSteps(SampledGaussian mechanism, double delta) {
    return leastAtMost(epsilon -> deltaOfTwoSteps(mechanism, epsilon), delta);
  }

  private static double deltaOfTwoSteps(SampledGaussian mechanism, double epsilon) {
    double noise = mechanism.noiseMultiplier();
    double step = noise / 100;
    double removal = 0;
    double addition = 0;
    for (double x = -10 * noise; x < 1 + 10 * noise; x += step) {
      double absent = Math.exp(-0.5 * x * x / noise / noise) / noise / Math.sqrt(2 * Math.PI);
      double ratio = 1 + mechanism.sampleRate() * Math.expm1((2 * x - 1) / (2 * noise * noise));
      removal += step * absent * ratio * deltaOfRemoval(mechanism, epsilon - Math.log(ratio));
      addition += step * absent * deltaOfAddition(mechanism, epsilon + Math.log(ratio));
    }
    return Math.max(removal, addition);
  }

  private static double deltaOfRemoval(SampledGaussian mechanism, double epsilon) {
    double noise = mechanism.noiseMultiplier();
    double rate = mechanism.sampleRate();
    double above = outputOfRatio(mechanism, Math.exp(epsilon));
    return (1 - rate) * tail(above / noise)
        + rate * tail((above - 1) / noise)
        - Math.exp(epsilon) * tail(above / noise);
  }

  private static double deltaOfAddition(SampledGaussian mechanism, double epsilon) {
    double noise = mechanism.noiseMultiplier();
    double rate = mechanism.sampleRate();
    double below = -outputOfRatio(mechanism, Math.exp(-epsilon));
    return tail(below / noise)
        - Math.exp(epsilon) * ((1 - rate) * tail(below / noise) + rate * tail((below + 1) / noise));
  }

  /** The output at which it is so many times as likely with the record as without. */
  private static double outputOfRatio(SampledGaussian mechanism, double ratio) {
    double excess = (ratio - 1) / mechanism.sampleRate();
    return excess <= -1
        ? Double.NEGATIVE_INFINITY
        : mechanism.noiseMultiplier() * mechanism.noiseMultiplier() * Math.log1p(excess) + 0.5;
  }

  private static double tail(double value) {
    return NormalTail.above(value);
  }

  /** By halving; 0 where no epsilon is needed. */
  private static double leastAtMost(DoubleUnaryOperator deltaAt, double delta) {
    if (deltaAt.applyAsDouble(0) <= delta) {
      return 0;
    }
    double low = 0;
    double high = 1;
    while (deltaAt.applyAsDouble(high) > delta) {
      high *= 2;
    }
    while (high - low > 1e-10 * high) {
      double middle = (low + high) / 2;
      if (deltaAt.applyAsDouble(middle) > delta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
