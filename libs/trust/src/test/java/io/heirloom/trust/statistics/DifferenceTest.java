package io.heirloom.trust.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.statistics.Difference.Estimated;
import io.heirloom.trust.statistics.Difference.WithoutInterval;
import io.heirloom.trust.statistics.Replicates.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final String METRIC = "accuracy";
  private static final Digest ROWS = Digest.of("rows");
  private static final double NONE = Double.NaN;
  private static final Offset<Double> CLOSE = within(1e-9);

  /** Student's t with 1 and 2 degrees of freedom, 97.5 %, as printed in tables. */
  private static final double T1 = 12.706204736;

  private static final double T2 = 4.302652730;

  @Test
  void withSeedsAloneItIsStudentsInterval() {
    // 0.1 and 0.3: mean 0.2, deviation 0.2 / sqrt(2), standard error 0.1.
    Interval interval = interval(replicates(0.1, 0.1, 0.1), replicates(0.3, 0.3, 0.3));
    assertThat(interval.difference()).isCloseTo(0.2, CLOSE);
    assertThat(interval.low()).isCloseTo(0.2 - 0.1 * T1, CLOSE);
    assertThat(interval.high()).isCloseTo(0.2 + 0.1 * T1, CLOSE);
    assertThat(interval.overSeeds()).isTrue();
  }

  @Test
  void withOneSeedItIsThatOfTheRowsAboutTheDifference() {
    // 0, 0.01 … 1: 2.5 and 97.5 % lie at 0.025 and 0.975, 0.475 from the middle.
    double[] even = IntStream.rangeClosed(0, 100).mapToDouble(step -> step / 100.0).toArray();
    Interval interval = interval(replicates(0.6, even));
    assertThat(interval.low()).isCloseTo(0.6 - 0.475, CLOSE);
    assertThat(interval.high()).isCloseTo(0.6 + 0.475, CLOSE);
    assertThat(interval.overSeeds()).isFalse();
  }

  @Test
  void theInteractionOfSeedsAndRowsCountsOnce() {
    // Means over seeds -1, -1, 1, 1: variance 4/3. Within seeds +-0.6: each variance 0.48, their
    // sum
    // over n - 1 = 1 is 0.96, half of which leaves 4/3 - 0.48: 0.64 of 4/3, so 0.8 of each
    // deviation.
    Replicates one = replicates(0.5, -1.6, -0.4, 0.4, 1.6);
    Replicates other = replicates(0.5, -0.4, -1.6, 1.6, 0.4);
    Interval interval = interval(one, other);
    assertThat(interval.low()).isCloseTo(0.5 - 0.8, CLOSE);
    assertThat(interval.high()).isCloseTo(0.5 + 0.8, CLOSE);
  }

  @Test
  void bothChancesAreWeighedByTheirVariances() {
    // Rows alike for both seeds, -1 and 1: variance 4/3, length 1. Seeds: standard error 1.
    Interval interval = interval(replicates(-1, -1, -1, 1, 1), replicates(1, -1, -1, 1, 1));
    double length = (T1 + Math.sqrt(4 / 3.0) * 1) / Math.sqrt(1 + 4 / 3.0);
    assertThat(interval.low()).isCloseTo(-length, CLOSE);
    assertThat(interval.high()).isCloseTo(length, CLOSE);
  }

  @Test
  void aSkewedChanceOfRowsGivesUnequalSides() {
    double[] skewed = new double[101];
    Arrays.fill(skewed, 90, 101, 1);
    Interval interval = interval(replicates(0, skewed), replicates(0, skewed));
    double centre = 11 / 101.0;
    assertThat(interval.low()).isCloseTo(-centre, CLOSE);
    assertThat(interval.high()).isCloseTo(1 - centre, CLOSE);
  }

  @Test
  void moreSeedsThatAgreeAreNoMoreRows() {
    Replicates seed = replicates(0.2, 0, 0.1, 0.3, 0.4);
    assertThat(interval(seed, seed, seed).low()).isCloseTo(interval(seed).low(), CLOSE);
    assertThat(interval(seed, seed, seed).high()).isCloseTo(interval(seed).high(), CLOSE);
  }

  @Test
  void effectSizeIsHedgesG() {
    // 1, 2, 3: mean 2, deviation 1; J(2) = 1 / sqrt(pi).
    Estimated difference = estimated(replicates(1, 1, 1), replicates(2, 2, 2), replicates(3, 3, 3));
    assertThat(difference.effectSize().orElseThrow()).isCloseTo(2 / Math.sqrt(Math.PI), CLOSE);
    assertThat(difference.interval().high()).isCloseTo(2 + T2 / Math.sqrt(3), CLOSE);
  }

  @Test
  void effectSizeIsEmptyWhereItMeansNothing() {
    Replicates seed = replicates(0.1, 0.1, 0.1);
    assertThat(estimated(seed).effectSize()).isEmpty();
    assertThat(estimated(seed, replicates(0.3, 0.3, 0.3)).effectSize()).isEmpty();
    assertThat(estimated(seed, seed, seed).effectSize()).isEmpty();
    assertThat(estimated(seed, replicates(0.3 - 0.2, 0.1, 0.1), seed).effectSize()).isEmpty();
  }

  @Test
  void whereLowerIsBetterAnImprovementIsTurnedAbout() {
    Estimated difference = estimated(replicates(1, 0, 2), replicates(2, 0, 2), replicates(3, 0, 2));
    Estimated turned = difference.improvement(Direction.LOWER);
    assertThat(turned.interval().low()).isEqualTo(-difference.interval().high());
    assertThat(turned.measured()).hasValue(-2);
    assertThat(turned.effectSize().orElseThrow()).isNegative();
    assertThat(difference.improvement(Direction.HIGHER)).isEqualTo(difference);
  }

  @Test
  void aMetricUndefinedForASeedHasNoInterval() {
    assertThat(difference(replicates(0.1, 1, 1), replicates(NONE, 1, 1)))
        .isInstanceOfSatisfying(
            WithoutInterval.class,
            without -> {
              assertThat(without.measured()).isEmpty();
              assertThat(without.reason()).contains("undefined for a seed");
            });
  }

  @Test
  void aMetricUndefinedInMoreThanATwentiethOfTheResamplesHasNoInterval() {
    double[] resampled = new double[100];
    Arrays.fill(resampled, 0, 5, NONE);
    assertThat(difference(replicates(0.1, resampled))).isInstanceOf(Estimated.class);
    double[] another = new double[100];
    another[5] = NONE;
    assertThat(difference(replicates(0.1, resampled), replicates(0.3, another)))
        .isInstanceOfSatisfying(
            WithoutInterval.class,
            without -> {
              assertThat(without.measured().orElseThrow()).isCloseTo(0.2, CLOSE);
              assertThat(without.reason()).contains("6 of 100");
            });
  }

  @Test
  void whatIsNotPairedIsRefused() {
    Replicates seed = replicates(0.1, 1, 2);
    Replicates otherRows =
        new Replicates(Digest.of("other"), seed.resampling(), new TreeMap<>(seed.metrics()));
    Replicates otherDraws =
        new Replicates(ROWS, new Resampling(2, 2), new TreeMap<>(seed.metrics()));
    for (Replicates other : List.of(otherRows, otherDraws)) {
      assertRefused(List.of(seed), List.of(other), METRIC);
      assertRefused(List.of(seed, other), List.of(seed, seed), METRIC);
    }
    assertRefused(List.of(seed), List.of(seed, seed), METRIC);
    assertRefused(List.of(), List.of(), METRIC);
    assertRefused(List.of(seed), List.of(seed), "another");
  }

  private static void assertRefused(
      List<Replicates> first, List<Replicates> second, String metric) {
    assertThatThrownBy(() -> Difference.between(first, second, metric))
        .isInstanceOf(InvalidInputException.class);
  }

  private static Interval interval(Replicates... seeds) {
    return estimated(seeds).interval();
  }

  private static Estimated estimated(Replicates... seeds) {
    return (Estimated) difference(seeds);
  }

  /** From a model that is 0 whatever the rows. */
  private static Difference difference(Replicates... seeds) {
    Replicates zero = replicates(0, new double[seeds[0].resampling().count()]);
    return Difference.between(List.of(seeds), Stream.of(seeds).map(seed -> zero).toList(), METRIC);
  }

  private static Replicates replicates(double measured, double... resampled) {
    return new Replicates(
        ROWS,
        new Resampling(resampled.length, 1),
        new TreeMap<>(Map.of(METRIC, new Values(measured, resampled))));
  }
}
