package io.heirloom.worker;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who this process is when it speaks.
 *
 * @param id unique among running processes
 * @param clock what time it says it is
 */
record Worker(String id, Clock clock) {
  /** Now, in milliseconds. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
