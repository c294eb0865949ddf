package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Files that may be compressed (RFC 1952), and may be made to fill the memory of who reads them.
 */
public final class GzipFile {
  private GzipFile() {}

  /**
   * The file itself where it is not compressed, else what it holds.
   *
   * @param largestBytes how many bytes it may hold
   * @throws InvalidInputException if it is broken, cut short, or holds more
   */
  public static DataFile inflated(DataFile file, int largestBytes) {
    if (!isGzip(file.content())) {
      return file;
    }
    try (GZIPInputStream inflating =
        new GZIPInputStream(new ByteArrayInputStream(file.content()))) {
      byte[] content = inflating.readNBytes(largestBytes);
      if (inflating.read() >= 0) {
        throw new InvalidInputException(
            file.place(), "more than is allowed once inflated", largestBytes + " bytes at most");
      }
      return new DataFile(file.place(), content, file.columns());
    } catch (IOException e) {
      throw new InvalidInputException(file.place(), e.getMessage(), "a whole gzip file", e);
    }
  }

  private static boolean isGzip(byte[] content) {
    return content.length >= 2 && content[0] == (byte) 0x1f && content[1] == (byte) 0x8b;
  }
}
