package io.heirloom.trust.statistics;

import java.util.OptionalDouble;

/**
 * Performance gap recovered (Burns et al. 2023, section 3): how much of the gap between the weak
 * model and the strong ceiling the weak-to-strong model closes.
 */
public final class PerformanceGapRecovered {
  private PerformanceGapRecovered() {}

  /**
   * (weakToStrong - weak) / (ceiling - weak) of some metric: 0 at the weak model, 1 at the ceiling,
   * below and above where it falls short of the one or passes the other; empty where there is no
   * gap.
   */
  public static OptionalDouble of(double weak, double weakToStrong, double ceiling) {
    return ceiling == weak
        ? OptionalDouble.empty()
        : OptionalDouble.of((weakToStrong - weak) / (ceiling - weak));
  }
}
