package io.heirloom.gateway.report;

import io.heirloom.trust.statistics.Interval;

/** Whether one model is more trustworthy than another. */
enum Answer {
  /** It is: the interval of the improvement lies above zero. */
  PRESENT,
  /** It is less so: the interval lies below zero. */
  ABSENT,
  /** The interval holds zero. */
  UNDECIDED,
  /** There is no interval. */
  UNKNOWN;

  static Answer of(Interval improvement) {
    if (improvement.low() > 0) {
      return PRESENT;
    }
    return improvement.high() < 0 ? ABSENT : UNDECIDED;
  }
}
