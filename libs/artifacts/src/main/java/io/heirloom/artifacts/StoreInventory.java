package io.heirloom.artifacts;

import io.heirloom.artifacts.file.AtomicFile;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.json.LineageJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What lies in a store, for whoever knows what of it is still needed. Workers may read and write
 * the store meanwhile; what they are robbed of they find missing and make again.
 *
 * <p>All methods throw {@link UncheckedIOException} if the store cannot be read or written.
 */
public final class StoreInventory {
  private static final String RECORD = ".json";
  private static final String ASIDE = ".";

  private final Path artifacts;
  private final Path steps;
  private final Path claims;
  private final Path staging;
  private final Path scratch;

  /**
   * @param root of the store, whose folders are there
   */
  StoreInventory(Path root) {
    artifacts = root.resolve("artifacts");
    steps = root.resolve("steps");
    claims = root.resolve("claims");
    staging = root.resolve("staging");
    scratch = root.resolve("scratch");
  }

  /** All of a kind that was not written to since a moment. */
  public List<Leftover> writtenBefore(Leftover.Kind kind, Instant moment) {
    try {
      List<Leftover> found = new ArrayList<>();
      for (Path path : paths(kind)) {
        FolderTree tree = new FolderTree(path);
        Instant written = tree.lastWritten();
        // What is gone meanwhile was never written.
        if (written.isAfter(Instant.EPOCH) && written.isBefore(moment)) {
          found.add(new Leftover(kind, name(kind, path), tree.bytes(), written, path));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look through the artifact store", e);
    }
  }

  /**
   * The digests of artifacts of which any result tells.
   *
   * @param unless names of results that do not count
   */
  public Set<String> recordedExcept(Set<String> unless) {
    try {
      Set<String> digests = new HashSet<>();
      for (Path record : paths(Leftover.Kind.RESULT)) {
        if (!unless.contains(name(Leftover.Kind.RESULT, record))) {
          artifact(record).ifPresent(digests::add);
        }
      }
      return digests;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what the artifact store records", e);
    }
  }

  /**
   * Removes something, unless it was written to since it was found. It loses its name at once, so
   * that it is never seen half removed.
   *
   * @return whether it was removed
   */
  public boolean remove(Leftover leftover) {
    try {
      if (!new FolderTree(leftover.path()).lastWritten().equals(leftover.written())) {
        return false;
      }
      Path aside = staging.resolve(UUID.randomUUID().toString());
      AtomicFile.move(leftover.path(), aside);
      new FolderTree(aside).delete();
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + leftover.path(), e);
    }
  }

  private List<Path> paths(Leftover.Kind kind) throws IOException {
    return switch (kind) {
      case HALF_WRITTEN -> halfWritten();
      case SCRATCH -> named(scratch, Function.identity());
      case CLAIM -> named(claims, Function.identity());
      case RESULT -> named(steps, StoreInventory::withoutEnding);
      case ARTIFACT -> named(artifacts, Function.identity());
    };
  }

  /** Also what was written beside the place it was to get. */
  private List<Path> halfWritten() throws IOException {
    List<Path> found = new ArrayList<>(within(staging));
    for (Path folder : List.of(steps, claims)) {
      within(folder).stream()
          .filter(path -> path.getFileName().toString().startsWith(ASIDE))
          .forEach(found::add);
    }
    return found;
  }

  /** What in a folder has a key or a digest for a name. */
  private static List<Path> named(Path folder, Function<String, String> digest) throws IOException {
    return within(folder).stream()
        .filter(path -> isDigest(digest.apply(path.getFileName().toString())))
        .toList();
  }

  private static List<Path> within(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    }
  }

  private static String name(Leftover.Kind kind, Path path) {
    String name = path.getFileName().toString();
    return kind == Leftover.Kind.RESULT ? withoutEnding(name) : name;
  }

  private static String withoutEnding(String name) {
    return name.endsWith(RECORD) ? name.substring(0, name.length() - RECORD.length()) : "";
  }

  private static boolean isDigest(String name) {
    try {
      return !new Digest(name).hex().isEmpty();
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private static Optional<String> artifact(Path record) throws IOException {
    try {
      StepResult result = LineageJson.read(Files.readAllBytes(record), StepResult.class);
      return Optional.of(result.reference().digest().hex());
    } catch (NoSuchFileException | InvalidInputException e) {
      return Optional.empty();
    }
  }
}
