package io.heirloom.gateway.retry;

/** There is nothing in a study that could be done anew; the message says why. */
public final class NothingToRetryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NothingToRetryException(String message) {
    super(message);
  }
}
