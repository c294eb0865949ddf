package io.heirloom.gateway.report;

/** An evaluation's artifact cannot be read; the message says why, for people. */
final class UnreadableAnswersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswersException(String message) {
    super(message);
  }

  UnreadableAnswersException(String message, Throwable cause) {
    super(message, cause);
  }
}
