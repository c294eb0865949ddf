package io.heirloom.trust.verdict;

import io.heirloom.trust.statistics.Interval;
import java.util.Collection;

/** Whether one model is more trustworthy than another, as far as the data tell. */
public enum Answer {
  /** It is: the interval of the improvement lies above zero. */
  PRESENT,
  /** It is less so: the interval lies below zero. */
  ABSENT,
  /** The interval holds zero, or does not cover the chance of training. */
  UNDECIDED,
  /** There is no interval. */
  UNKNOWN;

  static Answer of(Interval improvement) {
    if (!improvement.overSeeds()) {
      return UNDECIDED;
    }
    if (improvement.low() > 0) {
      return PRESENT;
    }
    return improvement.high() < 0 ? ABSENT : UNDECIDED;
  }

  /**
   * Whether all hold: absent if any is absent, else unknown if any is unknown, present if all are.
   * That all are present is no likelier by chance than that one is (Berger 1982, the
   * intersection-union test); that any is absent is, the more there are.
   *
   * @param answers one or more
   */
  static Answer all(Collection<Answer> answers) {
    if (answers.contains(ABSENT)) {
      return ABSENT;
    }
    if (answers.contains(UNKNOWN)) {
      return UNKNOWN;
    }
    return answers.contains(UNDECIDED) ? UNDECIDED : PRESENT;
  }
}
