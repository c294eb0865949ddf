package io.heirloom.cli;

/** A command cannot go on. Its message is all that the user is shown. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * @param message for the user: what happened and, where known, what to do
   */
  public CommandFailedException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  /** As the other constructor, with the error that revealed it. */
  public CommandFailedException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What the program ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
