package io.heirloom.cli.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything that outlives a process rests: broker, database, store, logs, and the record of
 * what runs.
 *
 * @param root absolute
 * @param computeLocks where the compute slots of this machine are locked; one folder for all that
 *     compute on it
 */
public record StateFolder(Path root, Path computeLocks) {
  private static final String COMPUTE = "compute";
  private static final String DEMO = "demo";

  /** The user's: {@code HEIRLOOM_HOME}, or {@code .heirloom} in the home folder. */
  public static StateFolder of(Map<String, String> environment) {
    Path root =
        Optional.ofNullable(environment.get("HEIRLOOM_HOME"))
            .filter(home -> !home.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".heirloom"))
            .toAbsolutePath()
            .normalize();
    return new StateFolder(root, root.resolve(COMPUTE));
  }

  /** A folder of its own for the demonstration, which takes turns at computing with the rest. */
  public StateFolder demo() {
    return new StateFolder(root.resolve(DEMO), computeLocks);
  }

  Path broker() {
    return root.resolve("broker");
  }

  /** What the database keeps. */
  public Path database() {
    return root.resolve("database");
  }

  /** The artifact store. */
  public Path store() {
    return root.resolve("store");
  }

  /** Where every process writes its log. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Where a process writes what it prints. */
  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** Where the supervisor writes down what runs. */
  public Path record() {
    return root.resolve("supervisor.json");
  }

  Path lock() {
    return root.resolve("supervisor.lock");
  }

  /** Makes the folders, readable by their owner only. */
  public void create() {
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createDirectories(logs());
      Files.createDirectories(computeLocks);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + root + " cannot be made", e);
    }
  }

  /** Deletes all that rests here. Links are deleted, not followed. */
  public void clear() {
    if (!Files.isDirectory(root)) {
      return;
    }
    try {
      Files.walkFileTree(root, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + root + " cannot be cleared", e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
