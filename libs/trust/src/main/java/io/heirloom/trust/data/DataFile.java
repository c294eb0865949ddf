package io.heirloom.trust.data;

import io.heirloom.lineage.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The content of one file, whole and verified. Its bytes are not copied: leave them as they are.
 *
 * @param place where it came from, for messages
 * @param content its bytes
 * @param columns the names of its columns where it has no header row; empty: its first row names
 *     them
 */
public record DataFile(String place, byte[] content, List<String> columns) {
  public DataFile {
    Objects.requireNonNull(place);
    columns = List.copyOf(columns);
  }

  /** A file whose first row names its columns. */
  static DataFile withHeader(String place, byte[] content) {
    return new DataFile(place, content, List.of());
  }

  /**
   * Its characters. Reading them fails where they are not UTF-8: a decoder of one's own reports
   * that, while that of the charset would replace them.
   */
  public Reader reader() {
    return new InputStreamReader(
        new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder());
  }

  Digest digest() {
    return Digest.of(content);
  }
}
