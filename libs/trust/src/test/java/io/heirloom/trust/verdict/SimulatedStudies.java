package io.heirloom.trust.verdict;

import io.heirloom.lineage.Digest;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.statistics.Replicates.Values;
import io.heirloom.trust.statistics.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Studies whose truth is known: two models with several seeds on the same rows. What a model makes
 * of a row is its skill, the row's difficulty to all and to this model, the luck of the seed, and
 * that of the seed with this row, all normal; the answer is right, or the group selected, where
 * that is above zero.
 *
 * @param measure what is measured
 * @param seeds standard deviation of the luck of a seed
 * @param first skill of the one model; for the gap, how far it favours a group
 * @param second that of the other
 */
record SimulatedStudies(Measure measure, double seeds, double first, double second) {
  static final String METRIC = "metric";
  static final int ROWS = 200;

  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final double SHARED = 0.6;
  private static final double OF_MODEL = 0.6;
  private static final double OF_SEED_AND_ROW = 0.5;
  private static final double SPREAD =
      Math.sqrt(SHARED * SHARED + OF_MODEL * OF_MODEL + OF_SEED_AND_ROW * OF_SEED_AND_ROW);

  /** The rate at which the group that no model favours is selected, before the others' luck. */
  private static final double BASE = -0.5;

  enum Measure {
    /** Mean of a score. */
    SCORE,
    /** Share of right answers. */
    ACCURACY,
    /** Size of the difference of selection rates of two groups. */
    GAP
  }

  /** Rows drawn anew, as the replicates of any evaluation are; made once for many studies. */
  record Draws(Digest rows, Resampling resampling, byte[][] times) {
    static Draws of(Resampling resampling) {
      List<byte[]> times = new ArrayList<>();
      Replicates drawn =
          Replicates.of(
              SimulatedStudies.table(new double[ROWS]),
              rows -> {
                byte[] ofRow = new byte[ROWS];
                IntStream.of(rows.rows()).forEach(row -> ofRow[row]++);
                times.add(ofRow);
                return Map.of();
              },
              List.of(),
              resampling);
      // The first are the rows as they are.
      return new Draws(
          drawn.rows(), resampling, times.subList(1, times.size()).toArray(byte[][]::new));
    }

    /** What {@link Replicates#of} makes of the same, without a table for each resample. */
    Replicates replicates(Measure measure, double[] answers) {
      byte[] once = new byte[ROWS];
      Arrays.fill(once, (byte) 1);
      double[] resampled = new double[times.length];
      for (int index = 0; index < times.length; index++) {
        resampled[index] = measured(measure, answers, times[index]);
      }
      return new Replicates(
          rows,
          resampling,
          new TreeMap<>(Map.of(METRIC, new Values(measured(measure, answers, once), resampled))));
    }
  }

  /** One study. */
  record Study(SortedMap<Long, Replicates> first, SortedMap<Long, Replicates> second) {}

  static ScoredRows table(double[] answers) {
    return new ScoredRows(
        IntStream.range(0, answers.length).toArray(), List.of("answer"), new double[][] {answers});
  }

  /** A row's group is whether its index is odd. */
  static double measured(Measure measure, double[] answers, byte[] times) {
    double even = 0;
    double odd = 0;
    int evens = 0;
    int odds = 0;
    for (int row = 0; row < answers.length; row += 2) {
      even += times[row] * answers[row];
      evens += times[row];
      odd += times[row + 1] * answers[row + 1];
      odds += times[row + 1];
    }
    return measure == Measure.GAP
        ? Math.abs(odd / odds - even / evens)
        : (even + odd) / (evens + odds);
  }

  Study study(int count, Draws draws, long chance) {
    SplittableRandom random = new SplittableRandom(chance);
    double[] shared = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      shared[row] = SHARED * random.nextGaussian();
    }
    return new Study(
        model(first, count, shared, draws, random), model(second, count, shared, draws, random));
  }

  private SortedMap<Long, Replicates> model(
      double skill, int count, double[] shared, Draws draws, SplittableRandom random) {
    double[] difficulty = shared.clone();
    for (int row = 0; row < ROWS; row++) {
      difficulty[row] += OF_MODEL * random.nextGaussian();
    }
    SortedMap<Long, Replicates> model = new TreeMap<>();
    for (long seed = 0; seed < count; seed++) {
      double luck = seeds * random.nextGaussian();
      double[] answers = new double[ROWS];
      for (int row = 0; row < ROWS; row++) {
        double latent = difficulty[row] + OF_SEED_AND_ROW * random.nextGaussian();
        answers[row] = answer(latent, skill + luck, row);
      }
      model.put(seed, draws.replicates(measure, answers));
    }
    return model;
  }

  private double answer(double latent, double level, int row) {
    return switch (measure) {
      case SCORE -> latent + level;
      case ACCURACY -> latent + level > 0 ? 1 : 0;
      case GAP -> latent + BASE + (row & 1) * level > 0 ? 1 : 0;
    };
  }

  /** The difference over all rows and seeds there could be. */
  double truth() {
    return truth(first) - truth(second);
  }

  private double truth(double skill) {
    return switch (measure) {
      case SCORE -> skill;
      case ACCURACY -> NORMAL.cumulativeProbability(skill / Math.hypot(SPREAD, seeds));
      case GAP -> meanGap(skill);
    };
  }

  /** Over the luck of seeds: a gap may turn about with it. */
  private double meanGap(double skill) {
    int strata = 1000;
    return IntStream.range(0, strata)
        .mapToDouble(stratum -> NORMAL.inverseCumulativeProbability((stratum + 0.5) / strata))
        .map(
            luck ->
                NORMAL.cumulativeProbability((BASE + skill + seeds * luck) / SPREAD)
                    - NORMAL.cumulativeProbability(BASE / SPREAD))
        .map(Math::abs)
        .average()
        .orElseThrow();
  }

  /** Standard deviation over seeds of the paired difference of scores, on the rows there are. */
  static double deviationOfScores(double seeds) {
    return Math.sqrt(2 * (seeds * seeds + OF_SEED_AND_ROW * OF_SEED_AND_ROW / ROWS));
  }
}
