package io.heirloom.trust.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.Tables;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.fairness.Fairness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final String ACCURACY = "accuracy";

  @Test
  void anIntervalHoldsZeroAboutNineteenTimesInTwentyWhereThereIsNoDifference() {
    int holding = 0;
    int experiments = 400;
    for (int experiment = 0; experiment < experiments; experiment++) {
      Random random = new Random(experiment);
      Interval interval =
          new PairedBootstrap(200, 0.95, experiment)
              .differences(
                  List.of(answers(200, 0.8, random)),
                  List.of(answers(200, 0.8, random)),
                  PairedBootstrapTest::accuracy)
              .get(ACCURACY);
      if (interval.low() <= 0 && interval.high() >= 0) {
        holding++;
      }
    }
    assertThat((double) holding / experiments).isBetween(0.91, 0.98);
  }

  @Test
  void aPlantedDifferenceIsFound() {
    Random random = new Random(1);
    Interval interval =
        new PairedBootstrap(5)
            .differences(
                List.of(answers(1000, 0.85, random), answers(1000, 0.85, random)),
                List.of(answers(1000, 0.75, random), answers(1000, 0.75, random)),
                PairedBootstrapTest::accuracy)
            .get(ACCURACY);
    assertThat(interval.difference()).isBetween(interval.low(), interval.high());
    assertThat(interval.difference()).isBetween(0.05, 0.15);
    assertThat(Trend.of(interval, Direction.HIGHER)).isEqualTo(Trend.PRESENT);
    assertThat(interval.overSeeds()).isTrue();
  }

  @Test
  void seedsThatDisagreeWidenTheInterval() {
    ScoredRows good = answers(1000, 0.9, new Random(1));
    ScoredRows poor = answers(1000, 0.7, new Random(2));
    ScoredRows middling = answers(1000, 0.8, new Random(3));
    Interval disagreeing =
        new PairedBootstrap(5)
            .differences(
                List.of(good, poor), List.of(middling, middling), PairedBootstrapTest::accuracy)
            .get(ACCURACY);
    assertThat(Trend.of(disagreeing, Direction.HIGHER)).isEqualTo(Trend.UNDECIDED);
    assertThat(disagreeing.high() - disagreeing.low()).isGreaterThan(0.15);
  }

  @Test
  void seedsThatAgreeAreNoMoreRows() {
    // The same answers under another seed bring nothing new, and must not narrow the interval.
    ScoredRows one = answers(400, 0.85, new Random(1));
    ScoredRows other = answers(400, 0.75, new Random(2));
    Interval single = width(List.of(one), List.of(other));
    Interval repeated = width(List.of(one, one, one), List.of(other, other, other));
    assertThat(repeated.high() - repeated.low())
        .isGreaterThan(0.85 * (single.high() - single.low()));
    assertThat(single.overSeeds()).isFalse();
  }

  private static Interval width(List<ScoredRows> first, List<ScoredRows> second) {
    return new PairedBootstrap(5)
        .differences(first, second, PairedBootstrapTest::accuracy)
        .get(ACCURACY);
  }

  @Test
  void modelsThatAnswerAlikeHaveNoDifferenceAtAll() {
    List<ScoredRows> model = List.of(answers(100, 0.8, new Random(1)));
    Interval interval =
        new PairedBootstrap(5)
            .differences(model, model, PairedBootstrapTest::accuracy)
            .get(ACCURACY);
    assertThat(interval).isEqualTo(new Interval(0, 0, 0, false));
  }

  @Test
  void theSameSeedGivesTheSameIntervals() {
    List<ScoredRows> first = List.of(answers(100, 0.9, new Random(1)));
    List<ScoredRows> second = List.of(answers(100, 0.7, new Random(2)));
    SortedMap<String, Interval> once =
        new PairedBootstrap(5).differences(first, second, PairedBootstrapTest::accuracy);
    assertThat(new PairedBootstrap(5).differences(first, second, PairedBootstrapTest::accuracy))
        .isEqualTo(once);
    assertThat(new PairedBootstrap(6).differences(first, second, PairedBootstrapTest::accuracy))
        .isNotEqualTo(once);
  }

  @Test
  void aMetricThatIsUndefinedForAModelHasNoInterval() {
    ScoredRows women =
        Tables.of(new int[] {0, 1}, new int[] {1, 1}, new float[][] {{1, 0}, {0, 1}});
    assertThat(
            new PairedBootstrap(5)
                .differences(List.of(women), List.of(women), new Fairness()::measure))
        .containsKey(ACCURACY)
        .doesNotContainKey("demographic_parity_difference");
  }

  @Test
  void answersThatAreNotPairedAreRefused() {
    ScoredRows rows = answers(10, 0.8, new Random(1));
    ScoredRows otherRows = rows.select(IntStream.range(1, 10).toArray());
    PairedBootstrap bootstrap = new PairedBootstrap(5);
    assertThatThrownBy(
            () ->
                bootstrap.differences(
                    List.of(rows), List.of(otherRows), PairedBootstrapTest::accuracy))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                bootstrap.differences(
                    List.of(rows), List.of(rows, rows), PairedBootstrapTest::accuracy))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aThousandResamplesOfFourThousandRowsAndThreeSeedsTakeNoTimeToSpeakOf() {
    List<ScoredRows> first = new ArrayList<>();
    List<ScoredRows> second = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      first.add(answers(4000, 0.85, new Random(seed)));
      second.add(answers(4000, 0.75, new Random(100 + seed)));
    }
    Instant start = Instant.now();
    SortedMap<String, Interval> intervals =
        new PairedBootstrap(5).differences(first, second, new Fairness()::measure);
    Duration taken = Duration.between(start, Instant.now());
    assertThat(intervals).containsKeys(ACCURACY, "demographic_parity_difference");
    // Far below this on two idle cores; the bound only has to tell seconds from minutes.
    assertThat(taken).isLessThan(Duration.ofSeconds(10));
  }

  private static Map<String, Double> accuracy(ScoredRows rows) {
    ClassifiedRows answers = ClassifiedRows.of(rows);
    long right =
        IntStream.range(0, rows.size())
            .filter(row -> answers.answers()[row] == answers.labels()[row])
            .count();
    return Map.of(ACCURACY, (double) right / rows.size());
  }

  /** Answers of a model that is right with some probability. */
  private static ScoredRows answers(int size, double accuracy, Random random) {
    int[] labels = new int[size];
    int[] groups = new int[size];
    float[][] probabilities = new float[size][2];
    for (int row = 0; row < size; row++) {
      labels[row] = row % 3 == 0 ? 1 : 0;
      groups[row] = row % 2;
      boolean right = random.nextDouble() < accuracy;
      probabilities[row][right ? labels[row] : 1 - labels[row]] = 1;
    }
    return Tables.of(labels, groups, probabilities);
  }
}
