package io.heirloom.cli.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A study as the gateway shows it.
 *
 * @param notes what is done otherwise than was asked for, and why
 * @param steps how many of its steps stand where
 */
public record StudyView(
    String id,
    String name,
    String property,
    StudyState state,
    Instant createdAt,
    Optional<Instant> endedAt,
    List<String> notes,
    Steps steps) {

  /** How many steps stand where; {@code total} is their sum. */
  public record Steps(
      long total,
      long waiting,
      long running,
      long done,
      long reused,
      long failed,
      long skipped,
      long cancelled) {}
}
