package io.heirloom.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Tells a disk without room, or a used-up quota, from other reasons why something fails. */
public final class FullDisk {
  /** The operating system's words for ENOSPC and EDQUOT, which Java passes on. */
  private static final List<String> SIGNS = List.of("no space left", "quota exceeded");

  /** Less than this is no room: some file systems keep a few blocks that nobody can use. */
  private static final long LEAST_BYTES = 1 << 16;

  private FullDisk() {}

  /** Whether a failure, or what caused it, says that there is no room. */
  public static boolean caused(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .map(cause -> String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT))
        .anyMatch(message -> SIGNS.stream().anyMatch(message::contains));
  }

  /** As {@link #caused(Throwable)}; also where the message is in another language. */
  static boolean caused(Throwable failure, Path folder) {
    return caused(failure) || usableBytes(folder) < LEAST_BYTES;
  }

  /** How many bytes may still be written on the disk of a folder; many if nobody knows. */
  static long usableBytes(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
