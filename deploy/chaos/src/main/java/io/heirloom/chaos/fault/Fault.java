package io.heirloom.chaos.fault;

import java.time.Duration;

/**
 * Something to be broken.
 *
 * @param share of a study's steps that have ended when it is due, 0 to 1
 * @param delay that passes then, so that it meets a step at any place
 * @param victim the process it is done to, which must serve by then; empty where it is none
 * @param seed of what else is left to chance
 */
public record Fault(double share, Duration delay, FaultKind kind, String victim, long seed) {
  @Override
  public String toString() {
    return "after %.0f %% of the steps and %.1f s: %s %s"
        .formatted(100 * share, delay.toMillis() / 1e3, kind.title(), victim)
        .stripTrailing();
  }
}
