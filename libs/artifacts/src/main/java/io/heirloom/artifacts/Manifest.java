package io.heirloom.artifacts;

import io.heirloom.artifacts.file.AtomicFile;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of an artifact.
 *
 * @param files by relative path, its parts joined by {@code /}
 */
record Manifest(SortedMap<String, Entry> files) {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\d{1,18})  (.+)");
  private static final Pattern PLAIN_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]+");
  private static final int BUFFER_BYTES = 1 << 20;

  Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * A file.
   *
   * @param digest of its content
   * @param size in bytes
   */
  record Entry(Digest digest, long size) {}

  /**
   * Reads all files of a folder and forces them, and the names within, to the disk.
   *
   * @throws IllegalArgumentException if it holds anything but plain files and folders
   */
  static Manifest force(Path folder) throws IOException {
    SortedMap<String, Entry> files = new TreeMap<>();
    for (Path path : within(folder)) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        AtomicFile.forceFolder(path);
      } else {
        files.put(requirePlain(folder, path), read(path, true));
      }
    }
    if (files.isEmpty()) {
      throw new IllegalArgumentException("no files in " + folder);
    }
    return new Manifest(files);
  }

  /**
   * Reads what {@link #bytes()} wrote.
   *
   * @throws InvalidInputException if it is no manifest or names a file outside the artifact
   */
  static Manifest parse(byte[] bytes) {
    SortedMap<String, Entry> files = new TreeMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches() || !isPlain(List.of(parts.group(3).split("/", -1)))) {
        throw new InvalidInputException("manifest", line, "'sha256  size  relative/path'");
      }
      files.put(
          parts.group(3), new Entry(new Digest(parts.group(1)), Long.parseLong(parts.group(2))));
    }
    return new Manifest(files);
  }

  /** Its canonical form, over which the artifact's digest is taken. */
  byte[] bytes() {
    return files.entrySet().stream()
        .map(Manifest::line)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a folder holds every file in its size. */
  boolean fits(Path folder) throws IOException {
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!isFile(path) || Files.size(path) != file.getValue().size()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a folder and compares.
   *
   * @throws CorruptArtifactException if a file is missing, differs or does not belong
   */
  void verify(Path folder) throws IOException {
    for (Path path : within(folder)) {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && !files.containsKey(relative(folder, path))) {
        throw new CorruptArtifactException(path, "absent", "there");
      }
    }
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!isFile(path)) {
        throw new CorruptArtifactException(path, file.getValue().toString(), "absent");
      }
      Entry actual = read(path, false);
      if (!actual.equals(file.getValue())) {
        throw new CorruptArtifactException(path, file.getValue().toString(), actual.toString());
      }
    }
  }

  private static String line(Map.Entry<String, Entry> file) {
    return "%s  %d  %s\n"
        .formatted(file.getValue().digest(), file.getValue().size(), file.getKey());
  }

  private static List<Path> within(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    }
  }

  private static String requirePlain(Path folder, Path file) {
    List<String> names =
        Stream.iterate(file, path -> !path.equals(folder), Path::getParent)
            .map(path -> path.getFileName().toString())
            .toList();
    if (!isFile(file) || !isPlain(names)) {
      throw new IllegalArgumentException("no plain file with a plain name: " + file);
    }
    return relative(folder, file);
  }

  private static boolean isPlain(List<String> names) {
    return names.stream()
        .allMatch(
            name -> PLAIN_NAME.matcher(name).matches() && !name.equals(".") && !name.equals(".."));
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString();
  }

  private static Entry read(Path file, boolean force) throws IOException {
    MessageDigest digest = Digest.sha256();
    long size = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      while (channel.read(buffer) >= 0) {
        size += buffer.flip().remaining();
        digest.update(buffer);
        buffer.clear();
      }
      if (force) {
        channel.force(true);
      }
    }
    return new Entry(Digest.of(digest), size);
  }
}
