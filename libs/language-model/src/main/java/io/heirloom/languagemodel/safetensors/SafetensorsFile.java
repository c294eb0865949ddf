package io.heirloom.languagemodel.safetensors;

import io.heirloom.lineage.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file, read by mapping it into memory: a tensor costs no copy until it is written
 * to, and files of any size can be read. The whole header is validated on opening, as strictly as
 * the format asks (https://github.com/huggingface/safetensors#format): every tensor within the
 * file, sizes that agree with shapes, no overlap and no hole.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final boolean writable;
  private final Header header;
  private final SortedMap<String, TensorForm> tensors = new TreeMap<>();

  private SafetensorsFile(Path file, FileChannel channel, boolean writable, Header header) {
    this.file = file;
    this.channel = channel;
    this.writable = writable;
    this.header = header;
    header.tensors().forEach((name, extent) -> tensors.put(name, extent.form()));
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws InvalidInputException if it is not there or is not a safetensors file
   * @throws UncheckedIOException if it cannot be read
   */
  public static SafetensorsFile open(Path file) {
    FileChannel channel = null;
    try {
      // Private mappings are refused to channels that cannot write, though nothing is written.
      boolean writable = Files.isWritable(file);
      Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.READ);
      if (writable) {
        options.add(StandardOpenOption.WRITE);
      }
      channel = FileChannel.open(file, options);
      return new SafetensorsFile(file, channel, writable, Header.read(file, channel));
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("weights", file.toString(), "an existing file", e);
    } catch (IOException e) {
      closeAfter(channel, e);
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (InvalidInputException e) {
      closeAfter(channel, e);
      throw e;
    }
  }

  /** The tensors in the file, by name. */
  public SortedMap<String, TensorForm> tensors() {
    return Collections.unmodifiableSortedMap(tensors);
  }

  /**
   * The content of a tensor: its elements in row-major order, as a direct buffer in little-endian
   * order that stays valid after this file is closed. What is written into the buffer never reaches
   * the file.
   *
   * @throws InvalidInputException if there is no such tensor or it is 2 GiB or larger, more than a
   *     buffer can span
   * @throws UncheckedIOException if the file cannot be read
   */
  public ByteBuffer content(String name) {
    Header.Extent extent = header.tensors().get(name);
    if (extent == null) {
      throw new InvalidInputException(file + ": tensor", name, "a tensor that is in the file");
    }
    if (extent.size() > Integer.MAX_VALUE) {
      throw new InvalidInputException(
          file + ": tensor '" + name + "'", extent.size() + " bytes", "less than 2 GiB a tensor");
    }
    try {
      return (writable
              ? channel.map(FileChannel.MapMode.PRIVATE, extent.begin(), extent.size())
              : copy(extent))
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read tensor '" + name + "' of " + file, e);
    }
  }

  /** Closes the file; buffers already taken from it stay valid. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }

  private ByteBuffer copy(Header.Extent extent) throws IOException {
    ByteBuffer copy = ByteBuffer.allocateDirect(Math.toIntExact(extent.size()));
    readFully(channel, copy, extent.begin());
    return copy.flip();
  }

  static void readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
    long next = position;
    while (into.hasRemaining()) {
      int read = channel.read(into, next);
      if (read < 0) {
        throw new EOFException("the file ended at byte " + next);
      }
      next += read;
    }
  }

  private static void closeAfter(FileChannel channel, Exception failure) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
