package io.heirloom.artifacts;

import java.nio.file.Path;

/**
 * An artifact is not what it was when it was published. Once it is withdrawn, the step that made it
 * is done again when it is next asked for.
 */
public final class CorruptArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the damaged file
   * @param expected what should be there, such as a digest
   * @param actual what is there
   */
  public CorruptArtifactException(Path file, String expected, String actual) {
    super("damaged artifact: " + file + " should be " + expected + " and is " + actual);
  }
}
