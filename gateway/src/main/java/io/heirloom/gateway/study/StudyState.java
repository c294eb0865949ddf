package io.heirloom.gateway.study;

import java.util.Collection;
import java.util.Locale;

/** Where a study stands. */
public enum StudyState {
  /** Some of its steps have not ended. */
  RUNNING,
  /** All steps were done or reused. */
  COMPLETED,
  /** All steps ended, and some failed. */
  FAILED,
  /** Given up by its user. */
  CANCELLED;

  /** The state of a study whose steps stand as given. */
  public static StudyState of(Collection<StepState> steps) {
    if (!steps.stream().allMatch(StepState::ended)) {
      return RUNNING;
    }
    if (steps.contains(StepState.FAILED)) {
      return FAILED;
    }
    return steps.contains(StepState.CANCELLED) ? CANCELLED : COMPLETED;
  }

  /** Whether nothing more happens to the study. */
  public boolean ended() {
    return this != RUNNING;
  }

  /** In lower case, as users read it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
