package io.heirloom.trust.verdict;

import java.util.Collection;
import java.util.OptionalDouble;

/** The paper's mark: whether the order of the means over seeds holds, whatever the chance of it. */
public enum Mark {
  TICK,
  CROSS,
  /** A mean is undefined. */
  NONE;

  static Mark of(OptionalDouble improvement) {
    if (improvement.isEmpty()) {
      return NONE;
    }
    return improvement.getAsDouble() > 0 ? TICK : CROSS;
  }

  /** A cross if there is any, else none if any is missing, a tick if all are. */
  static Mark all(Collection<Mark> marks) {
    if (marks.contains(CROSS)) {
      return CROSS;
    }
    return marks.contains(NONE) ? NONE : TICK;
  }
}
