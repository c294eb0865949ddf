package io.heirloom.worker.tries;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/**
 * Writes what is logged into a file, unbuffered; when that is full, it takes the place of the file
 * before it, and another one begins. Unlike {@link java.util.logging.FileHandler}, it lets go of
 * its file also where the disk is full.
 */
final class BoundedLogFile extends Handler {
  private final Path current;
  private final Path before;
  private final long mostBytes;
  private OutputStream out;
  private long written;

  /**
   * Begins a file.
   *
   * @param mostBytes of each of the two files, a line more or less
   * @throws IOException if it cannot be made
   */
  BoundedLogFile(Path current, Path before, long mostBytes, Formatter formatter)
      throws IOException {
    this.current = current;
    this.before = before;
    this.mostBytes = mostBytes;
    setFormatter(formatter);
    out = Files.newOutputStream(current);
  }

  @Override
  public synchronized void publish(LogRecord line) {
    if (out == null || !isLoggable(line)) {
      return;
    }
    byte[] bytes = getFormatter().format(line).getBytes(StandardCharsets.UTF_8);
    try {
      if (written >= mostBytes) {
        turn();
      }
      out.write(bytes);
      written += bytes.length;
    } catch (IOException e) {
      // The disk is full, or others removed the folder: the log is an aid, and stays as it is.
      close();
    }
  }

  private void turn() throws IOException {
    out.close();
    Files.move(current, before, StandardCopyOption.REPLACE_EXISTING);
    out = Files.newOutputStream(current);
    written = 0;
  }

  @Override
  public void flush() {}

  @Override
  public synchronized void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // Nothing is buffered that could be lost by that.
    } finally {
      out = null;
    }
  }
}
