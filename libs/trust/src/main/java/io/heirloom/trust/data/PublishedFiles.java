package io.heirloom.trust.data;

import io.heirloom.artifacts.download.Checksum;
import io.heirloom.artifacts.download.Download;
import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.artifacts.download.VerifiedDownload;
import io.heirloom.artifacts.download.WebClient;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds published data sets: in mirrors, in the cache, and last where they are published. */
final class PublishedFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DataLibrarySettings settings;
  private final AllowedFolders folders;

  PublishedFiles(DataLibrarySettings settings, AllowedFolders folders) {
    this.settings = settings;
    this.folders = folders;
  }

  /**
   * Finds a set.
   *
   * @param mirror the study's own mirror folder; empty: none
   * @throws InvalidInputException if it is nowhere and downloads are refused, or damaged
   */
  Holding find(String name, PublishedDataSet set, Optional<Path> mirror) {
    List<Path> mirrors =
        Stream.concat(
                mirror.map(folder -> folders.resolve("data_folder", folder.toString())).stream(),
                settings.mirror().stream())
            .toList();
    Optional<DataFile> training = atHand(name, set, set.training(), mirrors);
    Optional<DataFile> test = atHand(name, set, set.test(), mirrors);
    boolean atHand = training.isPresent() && test.isPresent();
    if (!atHand && settings.offline()) {
      throw new InvalidInputException("data.name", name, whatToDoOffline(set));
    }
    return new Holding(
        DataSetFiles.digest(set.training().digest(), Optional.of(set.test().digest())),
        atHand,
        () ->
            new DataSetFiles(
                training.orElseGet(() -> download(name, set, set.training())),
                Optional.of(test.orElseGet(() -> download(name, set, set.test())))));
  }

  private Optional<DataFile> atHand(
      String name, PublishedDataSet set, PublishedDataSet.File file, List<Path> mirrors) {
    for (Path mirror : mirrors) {
      Path copy = mirror.resolve(file.mirror().path());
      if (Files.exists(copy)) {
        return Optional.of(fromMirror(set, file, copy));
      }
    }
    Path cached = cached(name, file);
    return Files.exists(cached) ? Optional.of(asPublished(set, file, cached)) : Optional.empty();
  }

  private static DataFile fromMirror(PublishedDataSet set, PublishedDataSet.File file, Path copy) {
    byte[] content = BoundedFile.read("data.name", copy);
    Digest found = Digest.of(content);
    if (found.equals(file.mirror().digest())) {
      return DataFile.withHeader(copy.toString(), content);
    }
    if (found.equals(file.digest())) {
      return new DataFile(copy.toString(), content, set.columns());
    }
    throw damaged(copy, found, file);
  }

  private static DataFile asPublished(PublishedDataSet set, PublishedDataSet.File file, Path path) {
    byte[] content = BoundedFile.read("data.name", path);
    Digest found = Digest.of(content);
    if (!found.equals(file.digest())) {
      throw damaged(path, found, file);
    }
    return new DataFile(path.toString(), content, set.columns());
  }

  private DataFile download(String name, PublishedDataSet set, PublishedDataSet.File file) {
    Path target = cached(name, file);
    Download download =
        new Download(
            file.url(),
            target,
            Optional.of(new Checksum.Sha256(file.digest())),
            file.bytes(),
            Optional.empty());
    try {
      Files.createDirectories(target.getParent());
      new VerifiedDownload(new WebClient(PATIENCE)).fetch(download, DownloadProgress.IGNORED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return asPublished(set, file, target);
  }

  private Path cached(String name, PublishedDataSet.File file) {
    return settings.cache().resolve(name).resolve(file.digest().abbreviated()).resolve(file.name());
  }

  private static InvalidInputException damaged(
      Path path, Digest found, PublishedDataSet.File file) {
    return new InvalidInputException(
        path.toString(),
        "a file with SHA-256 " + found,
        "the published file (SHA-256 " + file.digest() + "); remove or replace this copy");
  }

  private static String whatToDoOffline(PublishedDataSet set) {
    return "downloads, which HEIRLOOM_OFFLINE=1 refuses; or a mirror folder (data_folder or"
        + " HEIRLOOM_DATA) with "
        + set.training().mirror().path()
        + " and "
        + set.test().mirror().path();
  }
}
