package io.heirloom.trust.data;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Data sets that users name by the path of a CSV file with a header row, or of a folder of two. */
final class OwnFiles {
  private static final String FIELD = "data.name";
  private static final String TRAINING = "train.csv";
  private static final String TEST = "test.csv";

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
    if (!Files.isDirectory(path)) {
      return Holding.of(new DataSetFiles(read(path), Optional.empty()));
    }
    Path training = within(path, TRAINING);
    Path test = within(path, TEST);
    return Holding.of(new DataSetFiles(read(training), Optional.of(read(test))));
  }

  private Path within(Path folder, String file) {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new InvalidInputException(
          FIELD, folder.toString(), "a folder with the files " + TRAINING + " and " + TEST);
    }
    return folders.resolve(FIELD, path.toString());
  }

  private static DataFile read(Path path) {
    return DataFile.withHeader(path.toString(), BoundedFile.read(FIELD, path));
  }
}
