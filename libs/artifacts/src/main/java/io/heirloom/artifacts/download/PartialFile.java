package io.heirloom.artifacts.download;

import io.heirloom.artifacts.file.AtomicFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What has been received of a file, which nobody else may touch while this is open. Beside it lies
 * the validator (RFC 9110, section 8.8) of the content it belongs to.
 */
final class PartialFile implements AutoCloseable {
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

  private final Path target;
  private final Path part;
  private final Path validator;
  // The only one for the file: closing another would release the lock.
  private final FileChannel channel;

  private PartialFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.validator = beside(target, ".part.etag");
    this.channel = channel;
  }

  /**
   * Opens what there is of {@code target}, once no other thread or process has it open.
   *
   * @param waiting told the size from time to time meanwhile
   */
  static PartialFile open(Path target, LongConsumer waiting) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path part = beside(target, ".part");
    FileChannel channel =
        FileChannel.open(
            part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      while (!isLocked(channel)) {
        waiting.accept(channel.size());
        pause();
      }
      return new PartialFile(target, part, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  FileChannel channel() {
    return channel;
  }

  Optional<String> validator() throws IOException {
    return Files.exists(validator)
        ? Optional.of(Files.readString(validator, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Forgets all that was received, to begin with content of the given validator. */
  void restart(Optional<String> newValidator) throws IOException {
    channel.truncate(0);
    Files.deleteIfExists(validator);
    if (newValidator.isPresent()) {
      byte[] bytes = newValidator.get().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(validator, AtomicFile.Content.of(bytes));
    }
  }

  void append(byte[] piece, int length) throws IOException {
    channel.position(channel.size());
    AtomicFile.writeFully(channel, ByteBuffer.wrap(piece, 0, length));
  }

  /** Gives the file its name. */
  void complete() throws IOException {
    channel.force(true);
    AtomicFile.move(part, target);
    Files.deleteIfExists(validator);
  }

  /** Deletes the part, another having completed the file meanwhile. */
  void drop() throws IOException {
    Files.deleteIfExists(part);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(LOOK_AGAIN_AFTER.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static Path beside(Path target, String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }
}
