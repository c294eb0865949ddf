package io.heirloom.languagemodel.accounting;

import org.hipparchus.special.Erf;

/** Probability of the standard normal distribution above a value. */
final class NormalTail {
  /** From here on the asymptotic series is exact to the last digits within a few terms. */
  private static final double FAR = 20;

  private static final double LAST_DIGIT = 1e-17;
  private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private NormalTail() {}

  /** Probability above a value. */
  static double above(double value) {
    return 0.5 * Erf.erfc(value / Math.sqrt(2));
  }

  /** Logarithm of the probability above a value, finite however far out that is. */
  static double logAbove(double value) {
    if (value < 0) {
      return Math.log1p(-above(-value));
    }
    return value < FAR
        ? Math.log(above(value))
        : -0.5 * value * value - LOG_SQRT_TWO_PI - Math.log(value) + Math.log(series(value));
  }

  /** 1 - 1/x^2 + 3/x^4 - 15/x^6 and so on (Abramowitz and Stegun 26.2.12). */
  private static double series(double value) {
    double sum = 1;
    double term = 1;
    for (int k = 1; Math.abs(term) > LAST_DIGIT; k++) {
      term *= -(2 * k - 1) / value / value;
      sum += term;
    }
    return sum;
  }
}
