package io.heirloom.cli.gateway;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A step as the gateway shows it.
 *
 * @param round how often it has been asked for in this study, from 1
 * @param worker who reported last
 * @param delivery how often its order was taken; 0: never
 * @param done how much is done, in the step's own unit
 * @param total of how much; 0 until it is known
 * @param seconds of the work that ended it
 * @param artifact digest of what it made, in hexadecimal
 * @param reason why it failed or was skipped
 */
public record StepView(
    String key,
    String title,
    StepState state,
    int round,
    Optional<String> worker,
    int delivery,
    long done,
    long total,
    Optional<Instant> startedAt,
    OptionalDouble seconds,
    Optional<String> artifact,
    Optional<String> reason) {

  /** The part that is done, 0 to 1. */
  public double share() {
    if (state.done()) {
      return 1;
    }
    return total <= 0 ? 0 : Math.min(1, Math.max(0, (double) done / total));
  }
}
