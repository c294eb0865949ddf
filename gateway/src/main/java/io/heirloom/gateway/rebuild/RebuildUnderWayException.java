package io.heirloom.gateway.rebuild;

/** A rebuild was asked for while one was under way. */
public final class RebuildUnderWayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RebuildUnderWayException() {
    super("The database is being rebuilt already.");
  }
}
