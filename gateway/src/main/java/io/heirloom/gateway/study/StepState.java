package io.heirloom.gateway.study;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a step of a study stands. The only changes are those of {@link #mayBecome}: whatever order
 * events come in and however often, an ended step stays as it ended.
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

  private static final Set<StepState> ENDS =
      EnumSet.of(COMPLETED, REUSED, FAILED, SKIPPED, CANCELLED);

  /** Whether a step in this state may go on to {@code next}. */
  public boolean mayBecome(StepState next) {
    return switch (this) {
      case WAITING -> next != WAITING;
      case RUNNING -> ENDS.contains(next);
      case COMPLETED, REUSED, FAILED, SKIPPED, CANCELLED -> false;
    };
  }

  /** The states from which a step may come to this one. */
  public List<StepState> reachableFrom() {
    return Arrays.stream(values()).filter(from -> from.mayBecome(this)).toList();
  }

  /** Whether nothing more happens to the step. */
  public boolean ended() {
    return ENDS.contains(this);
  }

  /** In lower case, as users read it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
