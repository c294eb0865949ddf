package io.heirloom.languagemodel.hub;

import io.heirloom.artifacts.file.AtomicFile;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One repository in the hub's cache (https://huggingface.co/docs/hub/local-cache):
 *
 * <pre>
 * models--owner--name/refs/REVISION            the commit a revision stood for
 * models--owner--name/blobs/CHECKSUM           content
 * models--owner--name/snapshots/COMMIT/NAME    links to content
 * </pre>
 */
final class HubCache {
  private static final int LONGEST_REFERENCE = 100;

  private final Path repository;

  HubCache(Path cache, String repository) {
    this.repository = cache.resolve("models--" + repository.replace("/", "--"));
  }

  /** The commit that a revision, or a commit's own name, stood for when it was last asked for. */
  Optional<String> commit(String revision) throws IOException {
    if (HubClient.COMMIT.matcher(revision).matches()) {
      return Optional.of(revision);
    }
    Path reference = repository.resolve("refs").resolve(revision);
    if (!Files.isRegularFile(reference) || Files.size(reference) > LONGEST_REFERENCE) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(reference, StandardCharsets.UTF_8).strip())
        .filter(commit -> HubClient.COMMIT.matcher(commit).matches());
  }

  void remember(String revision, String commit) throws IOException {
    if (!HubClient.COMMIT.matcher(revision).matches()
        && !commit(revision).equals(Optional.of(commit))) {
      Path reference = repository.resolve("refs").resolve(revision);
      Files.createDirectories(reference.getParent());
      AtomicFile.write(
          reference, AtomicFile.Content.of(commit.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  Path snapshot(String commit) {
    return repository.resolve("snapshots").resolve(commit);
  }

  /** Whether all files of a model are there. */
  boolean isWhole(String commit) {
    try {
      ModelFolder.files(snapshot(commit));
      return true;
    } catch (InvalidInputException e) {
      return false;
    }
  }

  Path content(HubClient.HubFile file) {
    return repository.resolve("blobs").resolve(file.checksum().hex());
  }

  /** Gives content its name at a commit. */
  void link(String commit, String name, HubClient.HubFile file) throws IOException {
    Path link = Files.createDirectories(snapshot(commit)).resolve(name);
    try {
      Files.createSymbolicLink(link, link.getParent().relativize(content(file)));
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; the content is the same.
      return;
    }
  }
}
