package io.heirloom.cli.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The zip file of a folder. Whoever made it may mean harm: it is unpacked only if it holds nothing
 * but plain files with plain names, none of them twice, uncompressed, so that what comes out is no
 * larger than what went in.
 */
public record ZippedFolder(Path zip) {
  private static final int MOST_ENTRIES = 1_000;
  private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");

  /**
   * What was unpacked.
   *
   * @param bytes of all files
   */
  public record Unpacked(int files, long bytes) {}

  /**
   * Writes its files into a folder.
   *
   * @param empty to which nobody else writes
   * @throws ZipException if it is damaged or holds anything else
   * @throws IOException if the files cannot be written
   */
  public Unpacked into(Path empty) throws IOException {
    try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
      List<ZipArchiveEntry> entries = Collections.list(file.getEntriesInPhysicalOrder());
      check(entries);
      long bytes = 0;
      for (ZipArchiveEntry entry : entries) {
        bytes += unpack(file, entry, empty.resolve(entry.getName()));
      }
      return new Unpacked(entries.size(), bytes);
    }
  }

  private static void check(List<ZipArchiveEntry> entries) throws ZipException {
    if (entries.size() > MOST_ENTRIES) {
      throw new ZipException(entries.size() + " files, and " + MOST_ENTRIES + " at most allowed");
    }
    Set<String> names = new HashSet<>();
    for (ZipArchiveEntry entry : entries) {
      if (!isPlain(entry) || !names.add(entry.getName())) {
        throw new ZipException(
            "'" + entry.getName() + "' is no plain file with a plain name of its own");
      }
    }
  }

  private static boolean isPlain(ZipArchiveEntry entry) {
    return entry.getMethod() == ZipEntry.STORED
        && !entry.isDirectory()
        && !entry.isUnixSymlink()
        && Arrays.stream(entry.getName().split("/", -1))
            .allMatch(
                part ->
                    PLAIN_NAME.matcher(part).matches() && !part.equals(".") && !part.equals(".."));
  }

  private static long unpack(ZipFile zip, ZipArchiveEntry entry, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    CRC32 checksum = new CRC32();
    long bytes;
    try (InputStream content = new CheckedInputStream(zip.getInputStream(entry), checksum)) {
      bytes = Files.copy(content, to);
    }
    if (bytes != entry.getSize() || checksum.getValue() != entry.getCrc()) {
      throw new ZipException("'" + entry.getName() + "' is damaged");
    }
    return bytes;
  }
}
