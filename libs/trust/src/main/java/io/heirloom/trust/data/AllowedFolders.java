package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where files that a study names may lie. */
final class AllowedFolders {
  private final List<Path> folders;

  /** The folders that are allowed, and the configured mirror with them; none given: anywhere. */
  AllowedFolders(DataLibrarySettings settings) {
    this.folders =
        settings.allowedFolders().isEmpty()
            ? List.of()
            : Stream.concat(settings.allowedFolders().stream(), settings.mirror().stream())
                .toList();
  }

  /**
   * The real path of a file or folder, links followed.
   *
   * @param field what named it, for the message
   * @param name its absolute path
   * @throws InvalidInputException if it is no absolute path, does not exist or is not allowed
   */
  Path resolve(String field, String name) {
    Path path = absolute(field, name);
    // What is not allowed is refused alike whether it exists or not.
    if (!allowed(path.normalize())) {
      throw notAllowed(field, name);
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      throw new InvalidInputException(field, name, "a file or folder that exists", e);
    }
    if (!allowed(real)) {
      throw notAllowed(field, name);
    }
    return real;
  }

  private static Path absolute(String field, String name) {
    try {
      Path path = Path.of(name);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new InvalidInputException(field, name, "the absolute path of a file or folder", e);
    }
    throw new InvalidInputException(
        field,
        name,
        String.join(", ", DataSetDescriptor.NAMES) + ", or the absolute path of a file or folder");
  }

  private boolean allowed(Path path) {
    return folders.isEmpty()
        || folders.stream()
            .anyMatch(folder -> path.startsWith(folder) || path.startsWith(real(folder)));
  }

  private InvalidInputException notAllowed(String field, String name) {
    return new InvalidInputException(
        field,
        name,
        "a path within "
            + folders.stream().map(Path::toString).collect(Collectors.joining(" or ")));
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
