package io.heirloom.gateway.study;

import java.util.Locale;

/** What something that happened is about. */
public enum HappeningKind {
  /** A step stands differently. */
  STEP,
  /** Something was measured. */
  METRIC,
  /** A stage was decided, and what follows from it planned. */
  STAGE,
  /** The study ended, or goes on after an end. */
  STUDY;

  /** In lower case, as the name of a server-sent event. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
