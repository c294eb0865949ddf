package io.heirloom.gateway.selection;

/** A stage cannot be decided by what its steps gave; the message says why, for people. */
final class UndecidableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidableException(String message) {
    super(message);
  }
}
