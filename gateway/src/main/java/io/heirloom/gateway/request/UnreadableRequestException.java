package io.heirloom.gateway.request;

/** A request is no JSON or YAML at all; the message says where it stops being so. */
public final class UnreadableRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRequestException(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableRequestException(String message) {
    super(message);
  }
}
