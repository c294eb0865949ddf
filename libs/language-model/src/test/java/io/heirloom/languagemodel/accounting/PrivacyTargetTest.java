package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrivacyTargetTest {
  @ParameterizedTest
  @CsvSource({
    "rdp, 0.0064, 468, 0.5",
    "rdp, 0.0064, 468, 8",
    "rdp, 1, 1, 1e6",
    "rdp, 0.5, 1000000, 1",
    "prv, 0.0064, 468, 0.5",
    "prv, 0.0064, 468, 8",
    "prv, 1, 1, 0.02",
    "prv, 0.001, 1, 3",
  })
  void isMetWithTheLeastNoise(String name, double rate, long steps, double epsilon) {
    Accountant accountant = Accountant.named(name);
    PrivacyTarget target = new PrivacyTarget(epsilon, 1e-5);
    double noise = target.noiseMultiplier(accountant, rate, steps);
    assertThat(accountant.epsilon(new SampledGaussian(rate, noise), steps, 1e-5))
        .isLessThanOrEqualTo(epsilon);
    assertThat(accountant.epsilon(new SampledGaussian(rate, noise * 0.999), steps, 1e-5))
        .isGreaterThan(epsilon);
  }

  @ParameterizedTest
  @EnumSource
  void noStepsNeedNoNoise(Accountant accountant) {
    assertThat(new PrivacyTarget(1, 1e-5).noiseMultiplier(accountant, 0.01, 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"rdp, 0.1, 0.103", "prv, 0.009, 0.00999"})
  void saysWhatNoNoiseReaches(String name, double epsilon, String floor) {
    PrivacyTarget target = new PrivacyTarget(epsilon, 1e-5);
    assertThatThrownBy(() -> target.noiseMultiplier(Accountant.named(name), 0.01, 100))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "epsilon: %s cannot be used; allowed: %s and more, which accountant '%s' finds spent"
                    .formatted(epsilon, floor, name)
                + " with a noise multiplier of 1e+06 at delta 1.0E-5");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void epsilonsAreAboveZero(double epsilon) {
    assertThatThrownBy(() -> new PrivacyTarget(epsilon, 1e-5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("epsilon: " + epsilon + " cannot be used; allowed: above 0");
  }

  @Test
  void deltasAreProbabilities() {
    assertThatThrownBy(() -> new PrivacyTarget(1, 0)).isInstanceOf(InvalidInputException.class);
  }
}
