package io.heirloom.gateway.collection;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.artifacts.Leftover;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found in the artifact store that nobody needs.
 *
 * @param dryRun whether it is all still there
 * @param olderThan what was written to since was left alone; a duration in ISO 8601
 * @param kinds of what was found, each kind there is
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Collected(boolean dryRun, String olderThan, List<Amount> kinds) {
  /**
   * How much of one kind.
   *
   * @param kind {@code half-written}, {@code scratch}, {@code claim}, {@code result} or {@code
   *     artifact}
   * @param bytes of all together
   * @param oldest when the oldest was last written to
   */
  public record Amount(String kind, int count, long bytes, Optional<Instant> oldest) {
    static Amount of(Leftover.Kind kind, List<Leftover> found) {
      return new Amount(
          kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          found.size(),
          found.stream().mapToLong(Leftover::bytes).sum(),
          found.stream().map(Leftover::written).min(Comparator.naturalOrder()));
    }
  }
}
