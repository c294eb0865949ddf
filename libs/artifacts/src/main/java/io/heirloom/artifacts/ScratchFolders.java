package io.heirloom.artifacts;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders by step key. Any of them may be made, written into and removed by many at once. */
final class ScratchFolders {
  private final Path root;

  /**
   * @param root an existing folder, which holds them
   */
  ScratchFolders(Path root) {
    this.root = root;
  }

  /** The folder of a key, made if missing; from now on not idle. */
  Path open(StepKey key) throws IOException {
    Path folder = root.resolve(key.toString());
    while (true) {
      try {
        Files.createDirectory(folder);
        return folder;
      } catch (FileAlreadyExistsException e) {
        if (touched(folder)) {
          return folder;
        }
      }
    }
  }

  /**
   * Removes the folder of a key. It loses its name at once, so that it is never seen half deleted.
   *
   * @param aside a free name on the same file system
   */
  void remove(StepKey key, Path aside) throws IOException {
    try {
      Files.move(root.resolve(key.toString()), aside, StandardCopyOption.ATOMIC_MOVE);
      new FolderTree(aside).delete();
    } catch (NoSuchFileException e) {
      // Gone, by somebody else's doing.
    }
  }

  boolean has(StepKey key) {
    return Files.exists(root.resolve(key.toString()), LinkOption.NOFOLLOW_LINKS);
  }

  /** The keys of folders in which nothing was written since a moment. */
  List<StepKey> idleSince(Instant moment) throws IOException {
    List<StepKey> idle = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root)) {
      for (Path folder : folders.toList()) {
        Optional<StepKey> key = key(folder);
        if (key.isPresent() && new FolderTree(folder).lastWritten().isBefore(moment)) {
          idle.add(key.get());
        }
      }
    }
    return idle;
  }

  private static Optional<StepKey> key(Path folder) {
    try {
      return Optional.of(StepKey.parse(folder.getFileName().toString()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  /** Whether there was a folder to touch: it may have been removed just now. */
  private static boolean touched(Path folder) throws IOException {
    try {
      if (!Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isDirectory()) {
        throw new NotDirectoryException(folder.toString());
      }
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
