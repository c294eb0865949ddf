package io.heirloom.artifacts;

import io.heirloom.artifacts.file.AtomicFile;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.json.LineageJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An artifact store in a folder, on a local disk or one that all machines mount:
 *
 * <pre>
 * artifacts/DIGEST/manifest   artifacts/DIGEST/content/…   an artifact
 * steps/KEY.json                                           the result of a step
 * claims/KEY                                               who claimed the key first
 * staging/UUID/content/…                                   what is being written, or removed
 * scratch/KEY/…                                            what a worker may go on from
 * </pre>
 *
 * All but scratch gets its final name only when it is whole and on the disk. The file system must
 * offer atomic renaming and hard links, and be one for the whole folder.
 */
public final class FolderStore implements ArtifactStore {
  /** Longer than any step takes; what is older was left by a worker that was killed. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(14);

  private static final int LONGEST_SMALL_FILE = 16 << 20;
  private static final String MANIFEST = "manifest";
  private static final String CONTENT = "content";

  private final Path root;
  private final Path artifacts;
  private final Path steps;
  private final Path claims;
  private final Path staging;
  private final ScratchFolders scratch;

  /**
   * Opens a store, an empty one if there is none.
   *
   * @throws UncheckedIOException if the folder cannot be made
   */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
    artifacts = this.root.resolve("artifacts");
    steps = this.root.resolve("steps");
    claims = this.root.resolve("claims");
    staging = this.root.resolve("staging");
    Path scratchRoot = this.root.resolve("scratch");
    scratch = new ScratchFolders(scratchRoot);
    try {
      for (Path folder : List.of(artifacts, steps, claims, staging, scratchRoot)) {
        Files.createDirectories(folder);
      }
      deleteAbandoned(Instant.now().minus(ABANDONED_AFTER));
    } catch (IOException e) {
      throw failure("cannot open the artifact store " + this.root, e);
    }
  }

  @Override
  public Optional<StepResult> find(StepKey key) {
    try {
      StepResult result = LineageJson.read(readSmall(record(key)), StepResult.class);
      Path artifact = artifact(result.reference().digest());
      return manifest(artifact, result.reference().digest()).fits(artifact.resolve(CONTENT))
          ? Optional.of(result)
          : Optional.empty();
    } catch (NoSuchFileException | InvalidInputException | CorruptArtifactException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look up step " + key, e);
    }
  }

  @Override
  public boolean lost(StepKey key) {
    return Files.exists(record(key)) && find(key).isEmpty();
  }

  @Override
  public Path stage() {
    Path staged = staging.resolve(UUID.randomUUID().toString()).resolve(CONTENT);
    try {
      return Files.createDirectories(staged);
    } catch (IOException e) {
      discard(staged);
      throw failure("cannot stage an artifact", e);
    }
  }

  @Override
  public StepResult publish(
      StepKey key, ArtifactKind kind, Path staged, SortedMap<String, Double> metrics) {
    requireStaged(staged);
    requireFinite(metrics);
    try {
      StepResult recorded = find(key).orElse(null);
      if (recorded == null) {
        Digest digest = place(staged.getParent());
        String location = artifact(digest).toUri().toString();
        recorded = record(key, new StepResult(new Reference(kind, digest, location), metrics));
      }
      discard(staged);
      return recorded;
    } catch (IOException e) {
      throw failure("cannot publish the result of step " + key, e);
    }
  }

  @Override
  public Path fetch(Reference reference) {
    Path artifact = artifact(reference.digest());
    try {
      Path content = artifact.resolve(CONTENT);
      manifest(artifact, reference.digest()).verify(content);
      return content;
    } catch (NoSuchFileException e) {
      throw absent(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read artifact " + reference.digest(), e);
    }
  }

  @Override
  public Optional<String> withdraw(Reference reference) {
    Digest digest = reference.digest();
    Path artifact = artifact(digest);
    try {
      Optional<String> damage = damage(artifact, digest);
      return damage.isPresent() && isRemoved(artifact, digest) ? damage : Optional.empty();
    } catch (IOException e) {
      throw failure("cannot withdraw artifact " + digest, e);
    }
  }

  @Override
  public boolean claim(StepKey key, String claimant) {
    Path claim = claims.resolve(key.toString());
    byte[] name = claimant.getBytes(StandardCharsets.UTF_8);
    try {
      return AtomicFile.create(claim, AtomicFile.Content.of(name))
          || claimant.equals(new String(readSmall(claim), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failure("cannot claim step " + key, e);
    }
  }

  @Override
  public void discard(Path staged) {
    requireStaged(staged);
    try {
      new FolderTree(staged.getParent()).delete();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + staged, e);
    }
  }

  @Override
  public Path scratch(StepKey key) {
    try {
      return scratch.open(key);
    } catch (IOException e) {
      throw failure("cannot make the scratch folder of step " + key, e);
    }
  }

  @Override
  public void discardScratch(StepKey key) {
    if (!scratch.has(key)) {
      return;
    }
    try {
      scratch.remove(key, staging.resolve(UUID.randomUUID().toString()));
    } catch (IOException e) {
      throw failure("cannot remove the scratch folder of step " + key, e);
    }
  }

  /** What lies in this store. */
  public StoreInventory inventory() {
    return new StoreInventory(artifacts.getParent());
  }

  private Digest place(Path staged) throws IOException {
    byte[] manifest = Manifest.force(staged.resolve(CONTENT)).bytes();
    Digest digest = Digest.of(manifest);
    AtomicFile.write(staged.resolve(MANIFEST), AtomicFile.Content.of(manifest));
    Path artifact = artifact(digest);
    if (Files.exists(artifact) && damage(artifact, digest).isPresent()) {
      new FolderTree(aside(artifact)).delete();
    }
    boolean unused = isMoved(staged, artifact);
    return digest;
  }

  /** What is wrong with an artifact, if anything. */
  private static Optional<String> damage(Path artifact, Digest digest) throws IOException {
    try {
      manifest(artifact, digest).verify(artifact.resolve(CONTENT));
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(absent(e).getMessage());
    } catch (CorruptArtifactException e) {
      return Optional.of(e.getMessage());
    }
  }

  private static CorruptArtifactException absent(NoSuchFileException e) {
    return new CorruptArtifactException(Path.of(e.getFile()), "there", "absent");
  }

  /** Removes a damaged artifact, unless another has put an intact one in its place by now. */
  private boolean isRemoved(Path artifact, Digest digest) throws IOException {
    Path aside = aside(artifact);
    boolean intact = damage(aside, digest).isEmpty();
    if (intact) {
      boolean unused = isMoved(aside, artifact);
    }
    new FolderTree(aside).delete();
    return !intact;
  }

  /** Takes an artifact's name from it, if it is there at all; where it is now. */
  private Path aside(Path artifact) throws IOException {
    Path aside = staging.resolve(UUID.randomUUID().toString());
    try {
      AtomicFile.move(artifact, aside);
    } catch (NoSuchFileException e) {
      // Gone, as it is meant to be.
    }
    return aside;
  }

  /** Whether a folder could be given an artifact's name; if not, the name is taken. */
  private static boolean isMoved(Path folder, Path artifact) throws IOException {
    try {
      AtomicFile.move(folder, artifact);
      return true;
    } catch (FileSystemException e) {
      // Where the name is taken it is by the same content, for names are digests.
      if (!Files.exists(artifact)) {
        throw e;
      }
      return false;
    }
  }

  private UncheckedIOException failure(String what, IOException cause) {
    return FullDisk.caused(cause, root)
        ? new FullStoreException(root, what, FullDisk.usableBytes(root), cause)
        : new UncheckedIOException(what, cause);
  }

  private StepResult record(StepKey key, StepResult result) throws IOException {
    AtomicFile.Content json = AtomicFile.Content.of(LineageJson.write(result));
    if (AtomicFile.create(record(key), json)) {
      return result;
    }
    Optional<StepResult> first = find(key);
    if (first.isEmpty()) {
      // A record whose artifact is gone or damaged.
      AtomicFile.write(record(key), json);
    }
    return first.orElse(result);
  }

  private static Manifest manifest(Path artifact, Digest digest) throws IOException {
    Path file = artifact.resolve(MANIFEST);
    byte[] bytes = readSmall(file);
    Digest actual = Digest.of(bytes);
    if (!actual.equals(digest)) {
      throw new CorruptArtifactException(file, digest.hex(), actual.hex());
    }
    return Manifest.parse(bytes);
  }

  private static byte[] readSmall(Path file) throws IOException {
    if (Files.size(file) > LONGEST_SMALL_FILE) {
      throw new CorruptArtifactException(
          file, LONGEST_SMALL_FILE + " bytes or less", Files.size(file) + " bytes");
    }
    return Files.readAllBytes(file);
  }

  private Path artifact(Digest digest) {
    return artifacts.resolve(digest.hex());
  }

  private Path record(StepKey key) {
    return steps.resolve(key + ".json");
  }

  private void requireStaged(Path staged) {
    if (!staged.endsWith(CONTENT)
        || staged.getParent() == null
        || !staging.equals(staged.getParent().getParent())
        || staged.getParent().endsWith("..")) {
      throw new IllegalArgumentException("not staged in " + staging + ": " + staged);
    }
  }

  private static void requireFinite(SortedMap<String, Double> metrics) {
    metrics.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("metric '" + name + "' is " + value);
          }
        });
  }

  private void deleteAbandoned(Instant latest) throws IOException {
    try (Stream<Path> folders = Files.list(staging)) {
      for (Path folder : folders.toList()) {
        Path content = folder.resolve(CONTENT);
        Path written = Files.exists(content) ? content : folder;
        if (Files.getLastModifiedTime(written).toInstant().isBefore(latest)) {
          new FolderTree(folder).delete();
        }
      }
    }
    scratch.idleSince(latest).forEach(this::discardScratch);
  }
}
