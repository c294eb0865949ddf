package io.heirloom.gateway.export;

/** A checkpoint is known and cannot be had from here; the message says why, for people. */
public final class UnreadableCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableCheckpointException(String message) {
    super(message);
  }

  UnreadableCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
