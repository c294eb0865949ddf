package io.heirloom.artifacts.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files that are there whole or not at all, whatever fails on the way: content is written aside in
 * the same folder, forced to the disk and then given its name in one step. Works on file systems
 * with atomic renaming and hard links (local disks, NFS).
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of a file from its beginning. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;

    /** Content that is at hand. */
    static Content of(byte[] bytes) {
      return channel -> writeFully(channel, ByteBuffer.wrap(bytes));
    }
  }

  /** Writes a file, in the place of any that had its name. */
  public static void write(Path file, Content content) throws IOException {
    Path aside = aside(file);
    try {
      writeForced(aside, content);
      move(aside, file);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * Writes a file unless one has its name already. Of any number of callers in any number of
   * processes exactly one creates it.
   *
   * @return whether this call created it
   */
  public static boolean create(Path file, Content content) throws IOException {
    Path aside = aside(file);
    try {
      writeForced(aside, content);
      Files.createLink(file, aside);
      forceFolder(file.getParent());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Gives a file or folder another name on the same file system, for good once this returns. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(to.getParent());
  }

  /** Forces the names within a folder to the disk. */
  public static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Writes all that remains in a buffer. */
  public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void writeForced(Path file, Content content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
      channel.force(true);
    }
  }

  private static Path aside(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
  }
}
