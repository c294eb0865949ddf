package io.heirloom.gateway.intake;

import java.io.UncheckedIOException;

/** Models or data that a study names cannot be looked at for now. */
public final class UnreachableSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableSourceException(UncheckedIOException cause) {
    super(
        "A source cannot be reached for now: "
            + cause.getMessage()
            + " ("
            + cause.getCause().getMessage()
            + ")",
        cause);
  }
}
