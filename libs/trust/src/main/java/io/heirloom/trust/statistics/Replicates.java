package io.heirloom.trust.statistics;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.ScoredRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What one evaluation (one model of one seed) measures, and what it would have measured on test
 * rows drawn anew. Making them is the expensive part of a comparison and needs no other model: keep
 * them for each evaluation. Resample by resample, those of two evaluations on the same rows are
 * paired.
 *
 * @param rows digest of the indices of the test rows
 * @param resampling how rows were drawn
 * @param metrics by name
 */
public record Replicates(Digest rows, Resampling resampling, SortedMap<String, Values> metrics) {
  public Replicates {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    metrics.forEach(
        (name, values) -> {
          if (values.resampled().length != resampling.count()) {
            throw new InvalidInputException(
                "replicates of " + name,
                values.resampled().length + " resamples",
                resampling.count() + " resamples");
          }
        });
  }

  /**
   * One metric of the evaluation. The array is not copied: leave it as it is.
   *
   * @param measured on the rows as they are; not a number where the metric is undefined
   * @param resampled [resamples], on the rows drawn; not a number where the metric is undefined
   */
  public record Values(double measured, double[] resampled) {}

  /**
   * Of an evaluation.
   *
   * @param measure all metrics of some rows, by name, without those undefined there
   * @param metrics names of those to keep
   */
  public static Replicates of(
      ScoredRows answers,
      Function<ScoredRows, ? extends Map<String, Double>> measure,
      Collection<String> metrics,
      Resampling resampling) {
    Map<String, Double> measured = measure.apply(answers);
    SortedMap<String, Values> values = new TreeMap<>();
    for (String metric : metrics) {
      values.put(
          metric,
          new Values(measured.getOrDefault(metric, Double.NaN), new double[resampling.count()]));
    }
    for (int index = 0; index < resampling.count(); index++) {
      int[] positions = resampling.positions(answers.size(), index);
      Map<String, Double> resampled = measure.apply(answers.select(positions));
      for (Map.Entry<String, Values> metric : values.entrySet()) {
        metric.getValue().resampled()[index] = resampled.getOrDefault(metric.getKey(), Double.NaN);
      }
    }
    return new Replicates(digest(answers.rows()), resampling, values);
  }

  /**
   * The values of a metric.
   *
   * @throws InvalidInputException if it was not kept
   */
  Values values(String metric) {
    Values values = metrics.get(metric);
    if (values == null) {
      throw new InvalidInputException("metric", metric, metrics.keySet().toString());
    }
    return values;
  }

  /** Whether both are of the same test rows, drawn alike. */
  boolean pairsWith(Replicates other) {
    return rows.equals(other.rows) && resampling.equals(other.resampling);
  }

  private static Digest digest(int[] rows) {
    ByteBuffer bytes = ByteBuffer.allocate(rows.length * Integer.BYTES);
    Arrays.stream(rows).forEach(bytes::putInt);
    return Digest.of(bytes.array());
  }
}
