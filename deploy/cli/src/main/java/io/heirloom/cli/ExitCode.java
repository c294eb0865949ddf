package io.heirloom.cli;

/** What the program's exit code tells the script that called it. */
public enum ExitCode {
  OK(0),
  /** A study failed or was cancelled. */
  STUDY_NOT_COMPLETED(1),
  /** The command or the study file is wrong. */
  BAD_INPUT(2),
  /** Heirloom is not running or does not answer. */
  NOT_REACHED(3),
  /** Heirloom could not be started or stopped. */
  NOT_STARTED(4),
  /** A fault of this program. */
  UNEXPECTED(5);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The number. */
  public int value() {
    return value;
  }
}
