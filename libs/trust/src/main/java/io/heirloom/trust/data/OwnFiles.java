package io.heirloom.trust.data;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Data sets that users name by the path of a file, which is then named {@code train}, or of a
 * folder, all of whose files of known kinds are taken. Hidden files are passed over.
 */
final class OwnFiles {
  private static final String FIELD = "data.name";
  private static final String SINGLE = "train";
  private static final String KINDS = "csv, tsv, json or jsonl, or one of these with .gz";
  private static final String KIND = "[^.].*\\.(csv|tsv|jsonl?)(\\.gz)?";
  private static final int MOST_FILES = 100;

  private final AllowedFolders folders;

  OwnFiles(AllowedFolders folders) {
    this.folders = folders;
  }

  /**
   * Reads the set of a path.
   *
   * @throws InvalidInputException if it is missing, too large or not allowed
   */
  Holding find(String name) {
    if (!name.startsWith("/")) {
      throw new InvalidInputException(
          FIELD,
          name,
          String.join(", ", DataSetDescriptor.NAMES)
              + ", or the absolute path of a file or folder");
    }
    Path path = folders.resolve(FIELD, name);
    return Holding.of(
        Files.isDirectory(path) ? ofFolder(path) : DataSetFiles.of(SINGLE, read(path)));
  }

  private DataSetFiles ofFolder(Path folder) {
    List<Path> paths = files(folder);
    if (paths.isEmpty() || paths.size() > MOST_FILES) {
      throw new InvalidInputException(
          FIELD,
          folder + " with " + paths.size() + " data files",
          "a folder with 1 to " + MOST_FILES + " files whose names end in " + KINDS);
    }
    TreeMap<String, DataFile> files = new TreeMap<>();
    for (Path path : paths) {
      String name = nameOf(path);
      DataFile file = read(folders.resolve(FIELD, path.toString()));
      if (files.put(name, file) != null) {
        throw new InvalidInputException(
            FIELD, folder + " with several files " + name, "one file of each name");
      }
    }
    return new DataSetFiles(files);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(path -> path.getFileName().toString().matches(KIND))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path path) {
    String name = path.getFileName().toString();
    return name.substring(0, name.indexOf('.'));
  }

  private static DataFile read(Path path) {
    return DataFile.withHeader(path.toString(), BoundedFile.read(FIELD, path));
  }
}
