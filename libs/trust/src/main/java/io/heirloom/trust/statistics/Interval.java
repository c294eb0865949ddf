package io.heirloom.trust.statistics;

import io.heirloom.trust.Metric.Direction;

/**
 * A difference of a metric between two models, with its confidence interval.
 *
 * @param low where the interval begins
 * @param high where it ends, not below {@code low}
 * @param difference as measured, which a skewed interval need not hold
 * @param overSeeds whether the spread over seeds is in it; with one seed it is that over test rows
 *     alone
 */
public record Interval(double low, double high, double difference, boolean overSeeds) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
  }

  /** The same as an improvement: turned about where lower values are better. */
  public Interval improvement(Direction better) {
    return switch (better) {
      case HIGHER -> this;
      case LOWER -> new Interval(-high, -low, -difference, overSeeds);
    };
  }
}
