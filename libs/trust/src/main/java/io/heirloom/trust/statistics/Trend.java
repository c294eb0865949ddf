package io.heirloom.trust.statistics;

import io.heirloom.trust.Metric.Direction;

/** Whether one model improves on another, as far as the data tell. */
public enum Trend {
  /** It does: the interval of the improvement lies above zero. */
  PRESENT,
  /** It is worse: the interval of the improvement lies below zero. */
  ABSENT,
  /** The interval holds zero. */
  UNDECIDED;

  /**
   * What an interval tells.
   *
   * @param difference the metric of the one model less that of the other
   * @param better which way is better
   */
  public static Trend of(Interval difference, Direction better) {
    Interval improvement = difference.improvement(better);
    if (improvement.low() > 0) {
      return PRESENT;
    }
    return improvement.high() < 0 ? ABSENT : UNDECIDED;
  }
}
