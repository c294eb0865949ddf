package io.heirloom.gateway.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A checkpoint as a zip file: a model card and the files of the store, byte for byte. Nothing is
 * compressed, since weights do not become smaller by it; the same checkpoint and card give the same
 * bytes.
 */
final class CheckpointZip {
  private static final String CARD = "README.md";

  /** Larger ones are in the form Zip64. */
  private static final long LARGEST_PLAIN = (1L << 32) - 1;

  /** The first that a zip file can tell. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private CheckpointZip() {}

  /**
   * Writes it, as fast as {@code out} takes it; {@code out} stays open.
   *
   * @param folder of the checkpoint's files
   * @throws IOException if a file cannot be read or is changed meanwhile, or {@code out} fails
   */
  static void write(String card, Path folder, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    byte[] text = card.getBytes(StandardCharsets.UTF_8);
    CRC32 checksum = new CRC32();
    checksum.update(text);
    zip.putNextEntry(entry(CARD, text.length, checksum));
    zip.write(text);
    for (Path file : files(folder)) {
      zip.putNextEntry(entry(folder.relativize(file).toString(), Files.size(file), read(file)));
      Files.copy(file, zip);
    }
    zip.finish();
  }

  /**
   * How many bytes it will have, so that a client sees when some are missing; empty where the form
   * is another, from 4 GiB on.
   *
   * @throws IOException if the folder cannot be read
   */
  static OptionalLong size(String card, Path folder) throws IOException {
    ByteArrayOutputStream withoutContents = new ByteArrayOutputStream();
    ZipOutputStream zip = new ZipOutputStream(withoutContents, StandardCharsets.UTF_8);
    CRC32 ofNothing = new CRC32();
    zip.putNextEntry(entry(CARD, 0, ofNothing));
    long contents = card.getBytes(StandardCharsets.UTF_8).length;
    for (Path file : files(folder)) {
      zip.putNextEntry(entry(folder.relativize(file).toString(), 0, ofNothing));
      contents += Files.size(file);
    }
    zip.finish();
    long size = withoutContents.size() + contents;
    return size <= LARGEST_PLAIN ? OptionalLong.of(size) : OptionalLong.empty();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** What is stored as it is says beforehand how large it is, and its checksum. */
  private static ZipEntry entry(String name, long size, CRC32 checksum) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  private static CRC32 read(Path file) throws IOException {
    CRC32 checksum = new CRC32();
    try (CheckedInputStream content =
        new CheckedInputStream(Files.newInputStream(file), checksum)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return checksum;
  }
}
