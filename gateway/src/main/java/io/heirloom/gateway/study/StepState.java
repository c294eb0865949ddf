package io.heirloom.gateway.study;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a step of a study stands in the round in which it was last asked for.
 *
 * <p>It follows from what is known, not from the order in which it came to be known: a step that
 * workers reported an end of stands as the best of those ends ({@link #outranks}); else, if a step
 * before it failed, it is skipped; else, if its study was cancelled, it is cancelled; else it runs
 * or waits.
 */
public enum StepState {
  /** Its order has not been taken. */
  WAITING,
  /** At least one worker is at it. */
  RUNNING,
  /** Done in this study, or in another that ran beside it. */
  COMPLETED,
  /** Its result was there already. */
  REUSED,
  /** It cannot be done. */
  FAILED,
  /** A step it would have started from failed. */
  SKIPPED,
  /** Its study was cancelled before it ended. */
  CANCELLED;

  /** The states of steps to which more is to happen. */
  public static final List<StepState> OPEN = List.of(WAITING, RUNNING);

  private static final List<StepState> REPORTED_ENDS = List.of(FAILED, REUSED, COMPLETED);
  private static final Set<StepState> WITHOUT_FOLLOWERS = EnumSet.of(FAILED, SKIPPED);

  /** Whether nothing more is to happen to the step. */
  public boolean ended() {
    return !OPEN.contains(this);
  }

  /** Whether the step has a result. */
  public boolean hasResult() {
    return this == COMPLETED || this == REUSED;
  }

  /** Whether a worker reported that end. */
  public boolean isReportedEnd() {
    return REPORTED_ENDS.contains(this);
  }

  /**
   * Whether a step of which both ends were reported stands as this one: a result counts more than a
   * failure, and having made it more than having found it.
   */
  public boolean outranks(StepState otherEnd) {
    return REPORTED_ENDS.indexOf(this) > REPORTED_ENDS.indexOf(otherEnd);
  }

  /** Whether what follows the step is skipped. */
  public boolean skipsFollowers() {
    return WITHOUT_FOLLOWERS.contains(this);
  }

  /** In lower case, as users read it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
