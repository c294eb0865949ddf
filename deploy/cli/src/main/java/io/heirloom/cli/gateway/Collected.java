package io.heirloom.cli.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What went from the artifact store.
 *
 * @param dryRun whether it would only go
 */
public record Collected(boolean dryRun, List<Amount> kinds) {
  /**
   * How much of one kind.
   *
   * @param oldest when the oldest was last written to
   */
  public record Amount(String kind, int count, long bytes, Optional<Instant> oldest) {}
}
