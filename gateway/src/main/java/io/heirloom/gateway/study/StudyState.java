package io.heirloom.gateway.study;

import java.util.Locale;

/** Where a study stands. */
public enum StudyState {
  /** Some of its steps have not ended. */
  RUNNING,
  /** All steps were done or reused. */
  COMPLETED,
  /** All steps ended, and some failed; or a stage could not be decided. */
  FAILED,
  /** Given up by its user. */
  CANCELLED;

  /** Whether nothing more happens to the study, unless its user asks for steps anew. */
  public boolean ended() {
    return this != RUNNING;
  }

  /** In lower case, as users read it. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
