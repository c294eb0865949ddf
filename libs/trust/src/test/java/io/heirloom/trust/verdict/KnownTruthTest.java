package io.heirloom.trust.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.statistics.Difference.Estimated;
import io.heirloom.trust.statistics.Interval;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.statistics.Resampling;
import io.heirloom.trust.verdict.SimulatedStudies.Draws;
import io.heirloom.trust.verdict.SimulatedStudies.Measure;
import io.heirloom.trust.verdict.SimulatedStudies.Study;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The acceptance test of verdicts: studies whose truth is known. {@code -Dheirloom.studies=2000}
 * simulates that many in each regime, in place of a few, and holds their coverage to the bounds
 * without an allowance for chance; it also prints the table of docs/decisions/0017.
 */
class KnownTruthTest {
  private static final String STUDIES = "heirloom.studies";
  private static final int FEW = 250;
  private static final int COUNT = Integer.getInteger(STUDIES, FEW);
  private static final Metric METRIC =
      new Metric(SimulatedStudies.METRIC, "Metric", Role.TRUST, Direction.HIGHER);

  /** Standard deviations of a seed's luck: the rows' chance is greater, alike, smaller. */
  private static final double[] LUCK = {0.01, 0.08, 0.5};

  private static final double SEEDS_DOMINATE = LUCK[2];
  private static final List<Draws> DRAWS =
      IntStream.range(0, 20).mapToObj(seed -> Draws.of(new Resampling(400, seed))).toList();

  /**
   * The bounds are .93 and .97 but with two and three seeds, where no interval is right in all
   * regimes: in theory this one holds .939 to .978 and .950 to .971 (docs/decisions/0017).
   */
  @ParameterizedTest
  @CsvSource({"2, .92, .985", "3, .93, .98", "5, .93, .97", "10, .93, .97"})
  void anIntervalHoldsTheTruthNineteenTimesInTwenty(int seeds, double least, double most) {
    for (Measure measure : Measure.values()) {
      for (double luck : LUCK) {
        assertThat(share(studies(measure, luck), seeds, KnownTruthTest::holdsTruth))
            .as("%s, luck %s, %d seeds", measure, luck, seeds)
            .isBetween(least - allowance(), most + allowance());
      }
    }
  }

  @Test
  void whatIntervalsWereBeforeWouldNotPass() {
    SimulatedStudies studies = studies(Measure.SCORE, SEEDS_DOMINATE);
    for (int seeds : new int[] {2, 3, 5}) {
      assertThat(share(studies, seeds, KnownTruthTest::heldTruthBefore))
          .isLessThan(.93 - allowance());
    }
  }

  /** Were rows' chance as large, no method could find it: the trend is in deviations of seeds. */
  @Test
  void aTrendOfTwiceTheDeviationOfSeedsIsFoundWithFive() {
    double trend = 2 * SimulatedStudies.deviationOfScores(SEEDS_DOMINATE);
    SimulatedStudies studies = new SimulatedStudies(Measure.SCORE, SEEDS_DOMINATE, trend, 0);
    assertThat(share(studies, 5, KnownTruthTest::isPresent))
        .isGreaterThanOrEqualTo(.9 - allowance());
  }

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoTrendNoneIsFound(Measure measure) {
    for (double luck : LUCK) {
      for (int seeds : new int[] {2, 5}) {
        assertThat(
                share(
                    new SimulatedStudies(measure, luck, 0.6, 0.6),
                    seeds,
                    KnownTruthTest::isPresent))
            .as("%s, luck %s, %d seeds", measure, luck, seeds)
            .isLessThanOrEqualTo(.05);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSimulatedIsWhatReplicatesAre(Measure measure) {
    Draws draws = DRAWS.get(3);
    double[] answers = new SplittableRandom(1).doubles(SimulatedStudies.ROWS).toArray();
    Replicates made =
        Replicates.of(
            SimulatedStudies.table(answers),
            rows -> {
              byte[] times = new byte[SimulatedStudies.ROWS];
              IntStream.of(rows.rows()).forEach(row -> times[row]++);
              return Map.of(
                  SimulatedStudies.METRIC, SimulatedStudies.measured(measure, answers, times));
            },
            List.of(SimulatedStudies.METRIC),
            draws.resampling());
    Replicates simulated = draws.replicates(measure, answers);
    assertThat(simulated.rows()).isEqualTo(made.rows());
    assertThat(simulated.metrics().get(SimulatedStudies.METRIC).resampled())
        .containsExactly(made.metrics().get(SimulatedStudies.METRIC).resampled());
  }

  /** Before and now, beside what a gap that is none does to both: its size is never below zero. */
  @Test
  @EnabledIfSystemProperty(named = STUDIES, matches = "\\d+")
  void table() {
    for (double luck : LUCK) {
      for (Measure measure : Measure.values()) {
        print(studies(measure, luck));
      }
      print(new SimulatedStudies(Measure.GAP, luck, 0, 0.6));
    }
  }

  private static void print(SimulatedStudies studies) {
    for (int seeds : new int[] {2, 3, 5, 10}) {
      System.out.printf(
          "| %s | %d | %.3f | %.3f |%n",
          studies,
          seeds,
          share(studies, seeds, KnownTruthTest::heldTruthBefore),
          share(studies, seeds, KnownTruthTest::holdsTruth));
    }
  }

  private static SimulatedStudies studies(Measure measure, double luck) {
    return switch (measure) {
      case SCORE -> new SimulatedStudies(measure, luck, 0.2, 0);
      case ACCURACY -> new SimulatedStudies(measure, luck, 0.9, 0.7);
      case GAP -> new SimulatedStudies(measure, luck, 0.7, 1.1);
    };
  }

  /** The share of studies with some number of seeds in which something is so. */
  private static double share(SimulatedStudies studies, int seeds, BiPredicate<Study, Double> is) {
    double truth = studies.truth();
    long count =
        IntStream.range(0, COUNT)
            .parallel()
            .mapToObj(
                index ->
                    studies.study(seeds, DRAWS.get(index % DRAWS.size()), chance(index, seeds)))
            .filter(study -> is.test(study, truth))
            .count();
    return (double) count / COUNT;
  }

  /** Differs between studies and between numbers of seeds. */
  private static long chance(int index, int seeds) {
    return 1000L * index + seeds;
  }

  private static Comparison comparison(Study study) {
    return Comparison.of(study.first(), study.second(), METRIC);
  }

  private static boolean isPresent(Study study, double truth) {
    return comparison(study).answer() == Answer.PRESENT;
  }

  private static boolean holdsTruth(Study study, double truth) {
    return holds(((Estimated) comparison(study).improvement()).interval(), truth);
  }

  private static boolean heldTruthBefore(Study study, double truth) {
    return holds(PercentileOverSeedsAndRows.of(study), truth);
  }

  private static boolean holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high();
  }

  /** Two standard errors of a share near .95 where studies are few; none in the full run. */
  private static double allowance() {
    return COUNT > FEW ? 0 : 2 * Math.sqrt(.95 * .05 / COUNT);
  }
}
