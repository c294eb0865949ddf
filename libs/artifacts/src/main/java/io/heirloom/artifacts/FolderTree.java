package io.heirloom.artifacts;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A folder with all that is in it, while others may write into it or delete it. Links are taken for
 * what they are and never followed.
 */
record FolderTree(Path root) {
  /** How often somebody may finish writing a file into a folder that is just being deleted. */
  private static final int LATE_WRITERS = 100;

  /** Deletes it, as far as nobody else does. */
  void delete() throws IOException {
    for (int late = 0; late < LATE_WRITERS; late++) {
      try {
        deleteWhatIsThere();
        return;
      } catch (DirectoryNotEmptyException e) {
        // Written after it was listed; there cannot be many such.
      }
    }
    deleteWhatIsThere();
  }

  private void deleteWhatIsThere() throws IOException {
    Files.walkFileTree(
        root,
        new Visitor() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            super.postVisitDirectory(folder, failure);
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** When anything in it, or itself, was last written; long ago if it is not there. */
  Instant lastWritten() throws IOException {
    Latest latest = new Latest();
    Files.walkFileTree(root, latest);
    return latest.time;
  }

  /** How large all files in it are together; 0 if it is not there. */
  long bytes() throws IOException {
    Sum sum = new Sum();
    Files.walkFileTree(root, sum);
    return sum.bytes;
  }

  /** Passes by what has vanished meanwhile. */
  private abstract static class Visitor extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      return passBy(failure);
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      return failure == null ? FileVisitResult.CONTINUE : passBy(failure);
    }

    private static FileVisitResult passBy(IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }

  private static final class Latest extends Visitor {
    private Instant time = Instant.EPOCH;

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return see(attributes);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      return see(attributes);
    }

    private FileVisitResult see(BasicFileAttributes attributes) {
      Instant written = attributes.lastModifiedTime().toInstant();
      time = written.isAfter(time) ? written : time;
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Sum extends Visitor {
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }
  }
}
