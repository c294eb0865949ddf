package io.heirloom.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * There is no room in the artifact store. Nothing half-written is left behind; what was to be
 * written can be written once somebody made room.
 */
public final class FullStoreException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what could not be done, as the end of a sentence
   * @param usableBytes what may still be written there
   */
  FullStoreException(Path store, String what, long usableBytes, IOException cause) {
    super(
        "the artifact store %s is full (%d bytes left): %s".formatted(store, usableBytes, what),
        cause);
  }
}
