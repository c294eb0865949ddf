package io.heirloom.languagemodel.accounting;

import java.util.Arrays;

/** Arithmetic on logarithms of numbers that are too large or too small to be written out. */
final class LogSpace {
  /** exp() of more has no digits left for a 1 beside it. */
  private static final double LARGE = 40;

  private LogSpace() {}

  /** log(exp(a) + exp(b) + ...); negative infinity for a sum of zeros. */
  static double sum(double... logs) {
    double largest = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }

  /** log(1 + exp(log)). */
  static double onePlus(double log) {
    return log > LARGE ? log : Math.log1p(Math.exp(log));
  }

  /** log(exp(value) - 1). */
  static double expMinusOne(double value) {
    return value > LARGE ? value : Math.log(Math.expm1(value));
  }
}
