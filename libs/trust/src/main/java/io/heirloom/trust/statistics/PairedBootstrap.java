package io.heirloom.trust.statistics;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.ScoredRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Percentile bootstrap of the difference of metrics between two models that were trained with the
 * same seeds and answered the same test rows.
 *
 * <p>Each resample draws seeds with replacement and test rows with replacement, and takes the drawn
 * rows from all drawn seeds and both models alike: paired, and hierarchical over the two sources of
 * chance. Rows are drawn once for all seeds because the seeds share them; drawing anew for each
 * seed would take rows for more evidence than they are (Owen 2007, "The pigeonhole bootstrap").
 * With a single seed only rows are drawn, which the interval says. With few seeds the interval is
 * rather too narrow than too wide.
 */
public final class PairedBootstrap {
  /** A metric undefined in more than this share of resamples has no interval. */
  private static final double LARGEST_UNDEFINED_SHARE = 0.05;

  private final int resamples;
  private final double confidence;
  private final long seed;

  /** A thousand resamples, 95 % intervals. */
  public PairedBootstrap(long seed) {
    this(1_000, 0.95, seed);
  }

  /**
   * @param resamples 1 or more
   * @param confidence how much of the resamples an interval holds, above 0 and below 1
   * @param seed of the draws: the same seed gives the same intervals
   */
  public PairedBootstrap(int resamples, double confidence, long seed) {
    if (resamples < 1) {
      throw new InvalidInputException("resamples", resamples, "1 or more");
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new InvalidInputException("confidence", confidence, "above 0 and below 1");
    }
    this.resamples = resamples;
    this.confidence = confidence;
    this.seed = seed;
  }

  /**
   * The difference, first less second, of each metric's mean over seeds. A metric that is undefined
   * for a seed, or in too many resamples, is left out.
   *
   * @param first the one model's answers, an entry for each seed
   * @param second the other model's, for the same seeds in the same order
   * @param measure the metrics of some answers, by name
   * @throws InvalidInputException if the two are not paired: other rows, or another number of seeds
   */
  public SortedMap<String, Interval> differences(
      List<ScoredRows> first,
      List<ScoredRows> second,
      Function<ScoredRows, ? extends Map<String, Double>> measure) {
    checkPaired(first, second);
    SortedMap<String, Double> measured = difference(first, second, measure, everyOne(first.size()));
    SortedMap<String, List<Double>> resampled = resampled(first, second, measure);
    SortedMap<String, Interval> intervals = new TreeMap<>();
    measured.forEach(
        (metric, difference) -> {
          List<Double> values = resampled.getOrDefault(metric, List.of());
          if (values.size() >= resamples * (1 - LARGEST_UNDEFINED_SHARE)) {
            intervals.put(metric, interval(values, difference, first.size() > 1));
          }
        });
    return intervals;
  }

  private SortedMap<String, List<Double>> resampled(
      List<ScoredRows> first,
      List<ScoredRows> second,
      Function<ScoredRows, ? extends Map<String, Double>> measure) {
    RandomGenerator random = new Well19937c(seed);
    SortedMap<String, List<Double>> values = new TreeMap<>();
    for (int resample = 0; resample < resamples; resample++) {
      int[] seeds = drawn(first.size(), random);
      int[] rows = drawn(first.get(0).size(), random);
      // In the order of memory: several times faster, and metrics do not depend on the order.
      Arrays.sort(rows);
      difference(first, second, answers -> measure.apply(answers.select(rows)), seeds)
          .forEach(
              (metric, value) ->
                  values.computeIfAbsent(metric, name -> new ArrayList<>()).add(value));
    }
    return values;
  }

  /** The mean over the drawn seeds of the differences, for metrics defined in all of them. */
  private static SortedMap<String, Double> difference(
      List<ScoredRows> first,
      List<ScoredRows> second,
      Function<ScoredRows, ? extends Map<String, Double>> measure,
      int[] seeds) {
    int[] times = new int[first.size()];
    Arrays.stream(seeds).forEach(drawn -> times[drawn]++);
    SortedMap<String, Double> sums = new TreeMap<>();
    SortedMap<String, Integer> defined = new TreeMap<>();
    for (int index = 0; index < times.length; index++) {
      if (times[index] > 0) {
        int weight = times[index];
        Map<String, Double> ours = measure.apply(first.get(index));
        Map<String, Double> theirs = measure.apply(second.get(index));
        ours.forEach(
            (metric, value) -> {
              if (theirs.containsKey(metric)) {
                sums.merge(metric, weight * (value - theirs.get(metric)), Double::sum);
                defined.merge(metric, weight, Integer::sum);
              }
            });
      }
    }
    sums.keySet().removeIf(metric -> defined.get(metric) < seeds.length);
    sums.replaceAll((metric, sum) -> sum / seeds.length);
    return sums;
  }

  private Interval interval(List<Double> values, double difference, boolean overSeeds) {
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(values.stream().mapToDouble(Double::doubleValue).toArray());
    double tail = 100 * (1 - confidence) / 2;
    return new Interval(
        percentile.evaluate(tail), percentile.evaluate(100 - tail), difference, overSeeds);
  }

  private static int[] everyOne(int seeds) {
    int[] all = new int[seeds];
    Arrays.setAll(all, index -> index);
    return all;
  }

  private static int[] drawn(int size, RandomGenerator random) {
    int[] positions = new int[size];
    Arrays.setAll(positions, index -> random.nextInt(size));
    return positions;
  }

  private static void checkPaired(List<ScoredRows> first, List<ScoredRows> second) {
    if (first.isEmpty() || first.size() != second.size()) {
      throw new InvalidInputException(
          "seeds", first.size() + " and " + second.size(), "as many of either model, 1 or more");
    }
    int[] rows = first.get(0).rows();
    for (List<ScoredRows> model : List.of(first, second)) {
      for (ScoredRows answers : model) {
        if (!Arrays.equals(answers.rows(), rows)) {
          throw new InvalidInputException(
              "scored rows", "other test rows", "the same test rows of every model and seed");
        }
      }
    }
  }
}
