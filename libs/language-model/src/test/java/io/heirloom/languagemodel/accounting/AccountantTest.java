package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountantTest {
  private static final SampledGaussian USUAL = new SampledGaussian(0.0064, 0.8);

  /** What {@link Accountant#PRV} adds, and a tenth of that by which rounding may be off here. */
  private static final double ADDED = 0.011;

  /** The share of delta that is left when it has kept a thousandth for its errors. */
  private static final double USED = 0.999;

  @Test
  void areKnownByName() {
    assertThat(Accountant.named("rdp")).isSameAs(Accountant.RDP);
    assertThat(Accountant.named("prv")).isSameAs(Accountant.PRV);
    assertThatThrownBy(() -> Accountant.named("gdp"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("accountant: 'gdp' cannot be used; allowed: rdp or prv");
  }

  @ParameterizedTest
  @EnumSource
  void noStepsSpendNothing(Accountant accountant) {
    assertThat(accountant.epsilon(USUAL, 0, 1e-5)).isZero();
    assertThat(accountant.epsilon(new SampledGaussian(1, 0), 0, 1e-5)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void withoutNoiseEverythingIsSpent(Accountant accountant) {
    assertThat(accountant.epsilon(new SampledGaussian(0.01, 0), 1, 1e-5)).isInfinite();
    assertThat(accountant.epsilon(new SampledGaussian(0.01, 1e-200), 1, 1e-5)).isInfinite();
  }

  @ParameterizedTest
  @EnumSource
  void largeDeltasNeedNoEpsilon(Accountant accountant) {
    assertThat(accountant.epsilon(new SampledGaussian(1e-6, 1), 100, 0.5)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-5, 1, Double.NaN})
  void deltasAreProbabilities(double delta) {
    assertThatThrownBy(() -> Accountant.RDP.epsilon(USUAL, 1, delta))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("delta: " + delta + " cannot be used; allowed: above 0 and below 1");
  }

  @Test
  void stepsAreNotNegative() {
    assertThatThrownBy(() -> Accountant.PRV.epsilon(USUAL, -1, 1e-5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("steps: -1 cannot be used; allowed: 0 or more");
  }

  @Test
  void reportWhatWasSpentAndOnWhat() {
    PrivacySpent spent = Accountant.PRV.spent(USUAL, 468, 1e-5);
    assertThat(spent)
        .isEqualTo(
            new PrivacySpent(Accountant.PRV.epsilon(USUAL, 468, 1e-5), 1e-5, "prv", USUAL, 468));
  }

  @ParameterizedTest
  @EnumSource
  void moreStepsSpendMore(Accountant accountant) {
    double before = 0;
    for (long steps : new long[] {1, 2, 10, 100, 101, 1000, 3000}) {
      double epsilon = accountant.epsilon(USUAL, steps, 1e-5);
      assertThat(epsilon).as("%d steps", steps).isGreaterThan(before);
      before = epsilon;
    }
  }

  @ParameterizedTest
  @EnumSource
  void moreNoiseSpendsLess(Accountant accountant) {
    double before = Double.POSITIVE_INFINITY;
    for (double noise : new double[] {0.01, 0.04, 0.05, 0.06, 0.3, 0.8, 0.801, 2, 10, 1000}) {
      double epsilon = accountant.epsilon(new SampledGaussian(0.0064, noise), 100, 1e-5);
      assertThat(epsilon).as("noise %s", noise).isLessThan(before);
      before = epsilon;
    }
  }

  @ParameterizedTest
  @EnumSource
  void higherRatesSpendMore(Accountant accountant) {
    double before = 0;
    for (double rate : new double[] {1e-9, 1e-4, 0.01, 0.011, 0.3, 0.9, 0.9999999, 1}) {
      double epsilon = accountant.epsilon(new SampledGaussian(rate, 1.5), 100, 1e-5);
      assertThat(epsilon).as("rate %s", rate).isGreaterThan(before);
      before = epsilon;
    }
  }

  @ParameterizedTest
  @EnumSource
  void smallerDeltasNeedMore(Accountant accountant) {
    double before = 0;
    for (double delta : new double[] {0.05, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-100}) {
      double epsilon = accountant.epsilon(USUAL, 100, delta);
      assertThat(epsilon).as("delta %s", delta).isGreaterThan(before);
      before = epsilon;
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "10, 50", "0.5, 1", "5, 1000", "100, 10000", "1e5, 1000"})
  void holdTheExactEpsilonOfFullBatches(double noise, long steps) {
    SampledGaussian mechanism = new SampledGaussian(1, noise);
    for (double delta : new double[] {1e-2, 1e-5, 1e-7}) {
      double exact = ExactEpsilon.ofFullBatches(noise, steps, delta);
      double highest = ExactEpsilon.ofFullBatches(noise, steps, USED * delta) + ADDED;
      holds(mechanism, steps, delta, exact, highest);
    }
  }

  /** Here the grid that an error of 0.01 needs would be too large. */
  @ParameterizedTest
  @CsvSource({"3000, 1e-3", "1000, 1e-5", "300, 1e-5", "0.5, 1e-5"})
  void holdTheExactEpsilonOfAMillionSteps(double noise, double delta) {
    long steps = 1_000_000;
    double exact = ExactEpsilon.ofFullBatches(noise, steps, delta);
    assertThat(Accountant.PRV.epsilon(new SampledGaussian(1, noise), steps, delta))
        .isBetween(exact, exact * 1.01 + ADDED);
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 0.5",
    "0.01, 1",
    "0.3, 0.3",
    "0.3, 2",
    "0.9, 0.5",
    "0.9, 2",
    "1e-4, 0.4",
    "1e-7, 1",
  })
  void holdTheExactEpsilonOfOneStepAndOfTwo(double rate, double noise) {
    SampledGaussian mechanism = new SampledGaussian(rate, noise);
    for (double delta : new double[] {1e-2, 1e-5, 1e-8}) {
      holds(
          mechanism,
          1,
          delta,
          ExactEpsilon.ofOneStep(mechanism, delta),
          ExactEpsilon.ofOneStep(mechanism, USED * delta) + ADDED);
      holds(
          mechanism,
          2,
          delta,
          ExactEpsilon.ofTwoSteps(mechanism, delta),
          ExactEpsilon.ofTwoSteps(mechanism, USED * delta) + ADDED);
    }
  }

  private static void holds(
      SampledGaussian mechanism, long steps, double delta, double exact, double highest) {
    double byDivergence = Accountant.RDP.epsilon(mechanism, steps, delta);
    assertThat(byDivergence).isGreaterThanOrEqualTo(exact);
    assertThat(Accountant.PRV.epsilon(mechanism, steps, delta))
        .as("%s, %d steps, delta %s", mechanism, steps, delta)
        .isBetween(exact, Math.min(byDivergence, highest));
  }

  /** In the first three the 0.01 that is added is more than Rényi divergence is too large by. */
  @ParameterizedTest
  @CsvSource({
    "1, 100, 1, 0.01",
    "0.5, 30, 1, 0.01",
    "0.01, 10, 100, 0.01",
    "0.01, 1, 1000000, 1e-12",
    "0.01, 0.04, 10, 1e-5",
    "0.0001, 1, 100000000000, 0.1"
  })
  void sayByLossWhatDivergenceSaysWhereThatIsLessOrAllThatIsKnown(
      double rate, double noise, long steps, double delta) {
    SampledGaussian mechanism = new SampledGaussian(rate, noise);
    assertThat(Accountant.PRV.epsilon(mechanism, steps, delta))
        .isEqualTo(Accountant.RDP.epsilon(mechanism, steps, delta));
  }

  /** A million steps that sample nobody but for a millionth: what they spend is the added error. */
  @Test
  void tinyRatesAreToldApartFromNone() {
    SampledGaussian mechanism = new SampledGaussian(1e-12, 1);
    assertThat(Accountant.PRV.epsilon(mechanism, 1_000_000, 1e-5)).isCloseTo(0.01, within(2e-5));
  }
}
