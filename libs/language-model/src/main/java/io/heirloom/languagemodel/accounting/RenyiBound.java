package io.heirloom.languagemodel.accounting;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Epsilon from Rényi divergence, the least over a fixed set of orders. */
final class RenyiBound {
  /** Those of Opacus, so that its figures can be compared: 1.1, 1.2, ... 10.9, 12, 13, ... 63. */
  static final double[] ORDERS =
      DoubleStream.concat(
              IntStream.rangeClosed(11, 109).mapToDouble(tenths -> tenths / 10.0),
              IntStream.rangeClosed(12, 63).asDoubleStream())
          .toArray();

  private RenyiBound() {}

  /** Of one or more steps of a mechanism with noise; can be below 0 for large delta. */
  static double epsilon(SampledGaussian mechanism, long steps, double delta) {
    double least = Double.POSITIVE_INFINITY;
    for (double order : ORDERS) {
      double epsilon = epsilon(order, steps * RenyiDivergence.of(mechanism, order), delta);
      if (epsilon < least) {
        least = epsilon;
      }
    }
    return least;
  }

  /** Canonne, Kamath, Steinke 2020, proposition 12, solved for epsilon. */
  static double epsilon(double order, double divergence, double delta) {
    return divergence + Math.log1p(-1 / order) - (Math.log(delta) + Math.log(order)) / (order - 1);
  }
}
