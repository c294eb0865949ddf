package io.heirloom.gateway.measure;

/** An evaluation's artifact cannot be read; the message says why, for people. */
public final class UnreadableAnswersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswersException(String message) {
    super(message);
  }

  UnreadableAnswersException(String message, Throwable cause) {
    super(message, cause);
  }
}
