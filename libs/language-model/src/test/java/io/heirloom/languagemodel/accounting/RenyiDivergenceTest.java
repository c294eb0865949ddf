package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RenyiDivergenceTest {
  private static final double[] ORDERS = {1.1, 1.5, 2, 2.5, 4.5, 8, 10.9, 32, 63};

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 20})
  void ofTheFullBatchIsThatOfTwoNormalDistributions(double noise) {
    for (double order : ORDERS) {
      assertThat(RenyiDivergence.of(new SampledGaussian(1, noise), order))
          .isCloseTo(order / (2 * noise * noise), Percentage.withPercentage(1e-12));
    }
  }

  /**
   * The last three: series that converge slowly, since both parts of the mixture weigh the same.
   */
  @ParameterizedTest
  @CsvSource({
    "0.001, 0.5",
    "0.01, 1",
    "0.05, 0.5",
    "0.25, 2",
    "0.9, 1",
    "0.5, 1",
    "0.5, 8",
    "0.4, 30"
  })
  void isTheIntegralThatDefinesIt(double rate, double noise) {
    SampledGaussian mechanism = new SampledGaussian(rate, noise);
    for (double order : ORDERS) {
      double expected = byQuadrature(mechanism, order);
      assertThat(RenyiDivergence.of(mechanism, order))
          .as("order %s", order)
          .isCloseTo(expected, within(1e-8 * expected + 1e-13));
    }
  }

  /** To second order in the rate: order / 2 * rate^2 * (exp(1 / noise^2) - 1). */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-9, 1e-100})
  void keepsItsDigitsAtTinyRates(double rate) {
    assertThat(RenyiDivergence.of(new SampledGaussian(rate, 2), 12))
        .isCloseTo(6 * rate * rate * Math.expm1(0.25), Percentage.withPercentage(0.01));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0.001", "0.5, 1e-8", "1e-12, 0.01"})
  void staysFiniteWhereMomentsOverflow(double rate, double noise) {
    for (double order : ORDERS) {
      assertThat(RenyiDivergence.of(new SampledGaussian(rate, noise), order))
          .isBetween(0.4 * order / (2 * noise * noise), 1.000001 * order / (2 * noise * noise));
    }
  }

  /**
   * log E (p/q)^order / (order - 1) for outputs that follow q = N(0, noise^2): sums over a fine
   * grid, of (p/q)^order - 1 - order (p/q - 1), whose last part has mean 0, so that nothing
   * cancels.
   */
  private static double byQuadrature(SampledGaussian mechanism, double order) {
    double noise = mechanism.noiseMultiplier();
    double step = noise * Math.min(0.02, noise * 0.02);
    double sum = 0;
    for (double x = -12 * noise; x < order + 12 * noise; x += step) {
      double ratio = mechanism.sampleRate() * Math.expm1((2 * x - 1) / (2 * noise * noise));
      double logDensity =
          -0.5 * (x / noise) * (x / noise) - Math.log(noise) - 0.5 * Math.log(2 * Math.PI);
      double density = Math.exp(logDensity);
      double logPower = order * Math.log1p(ratio);
      double power =
          logPower < 1 ? Math.expm1(logPower) * density : Math.exp(logPower + logDensity) - density;
      sum += (power - order * ratio * density) * step;
    }
    return Math.log1p(sum) / (order - 1);
  }
}
