package io.heirloom.gateway.limit;

import java.time.Duration;

/** Something is refused for now. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;
  private final Duration retryAfter;

  RefusedException(Refusal refusal, Duration retryAfter) {
    // It comes by the thousand when it comes, and nobody reads where from.
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
    this.retryAfter = retryAfter;
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }

  /** Whole seconds, 1 or more, after which another attempt has a chance. */
  public long retryAfterSeconds() {
    return Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}
