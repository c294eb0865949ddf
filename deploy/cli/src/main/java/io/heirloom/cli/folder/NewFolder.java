package io.heirloom.cli.folder;

import io.heirloom.lineage.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** A folder that comes to be whole or not at all. */
public final class NewFolder {
  private final Path folder;

  private NewFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder to be.
   *
   * @param field what named it, for the message
   * @throws InvalidInputException if it exists and is no empty folder or the one the user is in, or
   *     is not within one that exists
   */
  public static NewFolder at(String field, Path path) {
    Path folder = path.toAbsolutePath().normalize();
    if (!isFree(folder)) {
      throw new InvalidInputException(
          field,
          folder.toString(),
          "a folder that does not exist or is empty, and not the current one, within one that"
              + " exists");
    }
    return new NewFolder(folder);
  }

  /** Writes the content of a folder, and tells of it. */
  @FunctionalInterface
  public interface Content<T> {
    T writeInto(Path empty) throws IOException;
  }

  /** Where it is; absolute. */
  public Path path() {
    return folder;
  }

  /**
   * A path beside it that is not taken, for a file that is needed on the way; what is there when
   * this program is interrupted is deleted.
   */
  public Path beside() {
    Path aside = folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID());
    aside.toFile().deleteOnExit();
    return aside;
  }

  /**
   * Makes it: its content is written beside it and gets its name once it is whole.
   *
   * @return what {@code content} told
   * @throws IOException if it cannot be written; nothing is left then
   */
  public <T> T make(Content<T> content) throws IOException {
    Path aside = Files.createDirectory(beside());
    // Ctrl-C does not come by what stands below.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(aside)));
    try {
      T told = content.writeInto(aside);
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      return told;
    } finally {
      delete(aside);
    }
  }

  private static boolean isFree(Path folder) {
    Path parent = folder.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return false;
    }
    return Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)
        || (isEmptyFolder(folder) && !folder.equals(Path.of("").toAbsolutePath()));
  }

  private static boolean isEmptyFolder(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> within = Files.list(folder)) {
      return within.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** As far as nobody else does. */
  private static void delete(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // It is not there any more.
    }
  }
}
