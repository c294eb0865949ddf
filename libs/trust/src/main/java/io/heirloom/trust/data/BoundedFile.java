package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that may be anything. */
final class BoundedFile {
  private static final int LARGEST_BYTES = 1 << 28;

  private BoundedFile() {}

  /**
   * The whole of a regular file.
   *
   * @param field what named it, for the message
   * @throws InvalidInputException if it is no regular, readable file of 256 MiB at most
   */
  static byte[] read(String field, Path path) {
    // A device or a pipe could be read without end.
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new InvalidInputException(field, path.toString(), "a regular file that may be read");
    }
    try (InputStream file = Files.newInputStream(path)) {
      byte[] content = file.readNBytes(LARGEST_BYTES + 1);
      if (content.length > LARGEST_BYTES) {
        throw new InvalidInputException(field, path.toString(), "a file of 256 MiB at most");
      }
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
