package io.heirloom.cli.watch;

import io.heirloom.cli.gateway.StepState;
import io.heirloom.cli.gateway.StepView;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Steps to show. */
final class Steps {
  static final Instant STARTED = Instant.parse("2026-01-01T12:00:00Z");

  private Steps() {}

  static StepView step(String key, StepState state, long done, long total) {
    return new StepView(
        key,
        "step " + key,
        state,
        1,
        Optional.of("labeler-1"),
        1,
        done,
        total,
        Optional.of(STARTED),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
