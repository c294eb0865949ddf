package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SampledGaussianTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.0001, Double.NaN, Double.POSITIVE_INFINITY})
  void sampleRatesAreProbabilities(double rate) {
    assertThatThrownBy(() -> new SampledGaussian(rate, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("sample rate: " + rate + " cannot be used; allowed: above 0 and at most 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void noiseIsFiniteAndNotNegative(double noise) {
    assertThatThrownBy(() -> new SampledGaussian(0.1, noise))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("noise multiplier: " + noise + " cannot be used; allowed: 0 or more");
  }
}
