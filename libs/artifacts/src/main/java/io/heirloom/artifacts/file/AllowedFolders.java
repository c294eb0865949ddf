package io.heirloom.artifacts.file;

import io.heirloom.lineage.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where files and folders that a study names may lie, however they are reached.
 *
 * @param folders the allowed ones, with all that is in them; none: anywhere
 */
public record AllowedFolders(List<Path> folders) {
  /** No bounds, for a machine whose only user is the one who asks. */
  public static final AllowedFolders ANYWHERE = new AllowedFolders(List.of());

  public AllowedFolders {
    folders = List.copyOf(folders);
  }

  /**
   * From the environment variable {@code HEIRLOOM_ALLOWED_FOLDERS}, separated as in PATH; without
   * it, anywhere.
   */
  public static AllowedFolders fromEnvironment(Map<String, String> environment) {
    return new AllowedFolders(
        Arrays.stream(
                environment.getOrDefault("HEIRLOOM_ALLOWED_FOLDERS", "").split(File.pathSeparator))
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList());
  }

  /** These and one more; anywhere stays anywhere. */
  public AllowedFolders with(Path folder) {
    return folders.isEmpty()
        ? this
        : new AllowedFolders(Stream.concat(folders.stream(), Stream.of(folder)).toList());
  }

  /**
   * The real path of a file or folder, links followed.
   *
   * @param field what named it, for the message
   * @param name its absolute path
   * @throws InvalidInputException if it is no absolute path, does not exist or is not allowed
   */
  public Path resolve(String field, String name) {
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
    throw new InvalidInputException(field, name, "the absolute path of a file or folder");
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
