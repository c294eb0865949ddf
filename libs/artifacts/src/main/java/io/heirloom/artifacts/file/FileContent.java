package io.heirloom.artifacts.file;

import io.heirloom.lineage.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Digests of files of any size. */
public final class FileContent {
  private static final int BUFFER_BYTES = 1 << 20;

  private FileContent() {}

  /** The SHA-256 of a file's content. */
  public static Digest sha256(Path file) throws IOException {
    MessageDigest digest = Digest.sha256();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      update(digest, channel);
    }
    return Digest.of(digest);
  }

  /**
   * Feeds the whole content of a file to a running digest.
   *
   * @return its size in bytes
   */
  public static long update(MessageDigest digest, FileChannel file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long size = 0;
    while (file.read(buffer, size) >= 0) {
      size += buffer.flip().remaining();
      digest.update(buffer);
      buffer.clear();
    }
    return size;
  }
}
