package io.heirloom.trust.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.ScoredRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.junit.jupiter.api.Test;

class ReplicatesTest {
  private static final Resampling RESAMPLING = new Resampling(1000, 7);

  @Test
  void areOfRowsDrawnFromTheEvaluation() {
    Replicates.Values mean = replicates(rows(0, 40)).values("mean");
    assertThat(mean.measured()).isEqualTo(19.5);
    // The bootstrap's deviation of a mean of 0 … 39: sqrt((40^2 - 1) / 12 / 40) = 1.825.
    assertThat(Math.sqrt(StatUtils.variance(mean.resampled()))).isCloseTo(1.825, within(0.1));
    assertThat(StatUtils.mean(mean.resampled())).isCloseTo(19.5, within(0.2));
  }

  @Test
  void twoEvaluationsOnAsManyRowsDrawAlike() {
    double[] first = replicates(rows(0, 40)).values("mean").resampled();
    double[] second = replicates(rows(100, 140)).values("mean").resampled();
    for (int index = 0; index < first.length; index++) {
      assertThat(second[index]).isCloseTo(first[index] + 100, within(1e-9));
    }
  }

  @Test
  void otherSeedsAndResamplesDrawOtherwise() {
    int[] drawn = RESAMPLING.positions(40, 3);
    assertThat(RESAMPLING.positions(40, 3)).containsExactly(drawn).isSorted();
    assertThat(RESAMPLING.positions(40, 4)).isNotEqualTo(drawn);
    assertThat(new Resampling(1000, 8).positions(40, 3)).isNotEqualTo(drawn);
    assertThat(new Resampling(1000, 7L << 32).positions(40, 3)).isNotEqualTo(drawn);
  }

  @Test
  void aMetricIsNotANumberWhereItIsUndefined() {
    // Row 0 is in a resample of 3 with probability 1 - (2/3)^3 = 19/27.
    Replicates.Values values = replicates(rows(0, 3)).values("with_zero");
    assertThat(values.measured()).isEqualTo(1);
    long defined = Arrays.stream(values.resampled()).filter(value -> value == 1).count();
    long undefined = Arrays.stream(values.resampled()).filter(Double::isNaN).count();
    assertThat(defined + undefined).isEqualTo(RESAMPLING.count());
    assertThat(defined / 1000.0).isCloseTo(19 / 27.0, within(0.05));
    assertThat(replicates(rows(1, 3)).values("with_zero").measured()).isNaN();
  }

  @Test
  void pairWithThoseOfTheSameRowsDrawnAlike() {
    Replicates one = replicates(rows(0, 3));
    assertThat(one.pairsWith(replicates(rows(0, 3)))).isTrue();
    assertThat(one.pairsWith(replicates(rows(1, 4)))).isFalse();
    assertThat(
            one.pairsWith(
                new Replicates(one.rows(), new Resampling(1000, 8), new TreeMap<>(one.metrics()))))
        .isFalse();
  }

  @Test
  void whatIsNotOneValueForEachResampleIsRefused() {
    Replicates one = replicates(rows(0, 3));
    assertThatThrownBy(
            () -> new Replicates(one.rows(), new Resampling(3, 7), new TreeMap<>(one.metrics())))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Resampling(1, 7)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> one.values("another"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("mean");
  }

  private static Replicates replicates(ScoredRows rows) {
    return Replicates.of(rows, ReplicatesTest::measure, List.of("mean", "with_zero"), RESAMPLING);
  }

  private static Map<String, Double> measure(ScoredRows rows) {
    double mean = StatUtils.mean(rows.column("value"));
    return Arrays.stream(rows.column("value")).anyMatch(value -> value == 0)
        ? Map.of("mean", mean, "with_zero", 1.0)
        : Map.of("mean", mean);
  }

  /** Rows of some numbers, whose value is the number. */
  private static ScoredRows rows(int from, int to) {
    return new ScoredRows(
        IntStream.range(from, to).toArray(),
        List.of("value"),
        new double[][] {IntStream.range(from, to).asDoubleStream().toArray()});
  }
}
