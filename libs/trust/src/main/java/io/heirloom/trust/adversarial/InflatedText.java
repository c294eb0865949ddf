package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** The characters of a file that may be gzip: a small one may inflate to any size. */
final class InflatedText {
  private static final long MOST_BYTES = 1L << 28;

  private InflatedText() {}

  /**
   * A file's text. Reading it fails where it is not UTF-8.
   *
   * @throws IOException if it begins as gzip does and is none
   */
  static Reader of(DataFile file) throws IOException {
    byte[] content = file.content();
    InputStream bytes = new ByteArrayInputStream(content);
    if (content.length > 1 && (content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b) {
      bytes = new Bounded(file.place(), new GZIPInputStream(bytes));
    }
    // A decoder of one's own reports what is no UTF-8; that of the charset would replace it.
    return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
  }

  private static final class Bounded extends FilterInputStream {
    private final String place;
    private long left = MOST_BYTES;

    Bounded(String place, InputStream inflated) {
      super(inflated);
      this.place = place;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new InvalidInputException(
            place, "more when inflated", (MOST_BYTES >> 20) + " MiB at most");
      }
    }
  }
}
