package io.heirloom.chaos.fault;

import java.time.Duration;

/**
 * Something to be broken.
 *
 * @param at when, counted from the beginning of a study
 * @param victim the service, where one is the victim; else empty
 * @param seed of what else is left to chance
 */
public record Fault(Duration at, FaultKind kind, String victim, long seed) {
  @Override
  public String toString() {
    return "%5.1f s  %s %s".formatted(at.toMillis() / 1e3, kind.title(), victim).stripTrailing();
  }
}
