package io.heirloom.trust.data;

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
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds published data sets: in mirrors, in the cache, and last where they are published. */
final class PublishedFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final DataLibrarySettings settings;
  private final AllowedFolders folders;
  private final DownloadProgress progress;

  PublishedFiles(DataLibrarySettings settings, AllowedFolders folders) {
    this(settings, folders, DownloadProgress.IGNORED);
  }

  private PublishedFiles(
      DataLibrarySettings settings, AllowedFolders folders, DownloadProgress progress) {
    this.settings = settings;
    this.folders = folders;
    this.progress = progress;
  }

  /** The same, which tells how downloads go on. */
  PublishedFiles telling(DownloadProgress listener) {
    return new PublishedFiles(settings, folders, listener);
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
    SortedMap<String, Supplier<DataFile>> readers = new TreeMap<>();
    TreeMap<String, String> contents = new TreeMap<>();
    boolean atHand = true;
    for (Map.Entry<String, PublishedDataSet.File> entry : set.files().entrySet()) {
      PublishedDataSet.File file = entry.getValue();
      Optional<DataFile> found = atHand(name, set, file, mirrors);
      if (found.isEmpty() && (settings.offline() || file.url().isEmpty())) {
        throw new InvalidInputException("data.name", name, whatToDo(set, file));
      }
      atHand &= found.isPresent();
      readers.put(entry.getKey(), () -> found.orElseGet(() -> download(name, set, file)));
      contents.put(entry.getKey(), file.checksum().hex());
    }
    return new Holding(
        DataSetFiles.digest(contents),
        atHand,
        () -> {
          TreeMap<String, DataFile> files = new TreeMap<>();
          readers.forEach((key, reader) -> files.put(key, reader.get()));
          return new DataSetFiles(files);
        });
  }

  private Optional<DataFile> atHand(
      String name, PublishedDataSet set, PublishedDataSet.File file, List<Path> mirrors) {
    for (Path mirror : mirrors) {
      Path copy = mirror.resolve(file.mirror());
      if (Files.exists(copy)) {
        return Optional.of(fromMirror(set, file, copy));
      }
    }
    Path cached = cached(name, file);
    return Files.exists(cached)
        ? Optional.of(asPublished(set, file, cached, BoundedFile.read("data.name", cached)))
        : Optional.empty();
  }

  private static DataFile fromMirror(PublishedDataSet set, PublishedDataSet.File file, Path copy) {
    byte[] content = BoundedFile.read("data.name", copy);
    return file.isMirrored(Digest.of(content))
        ? DataFile.withHeader(copy.toString(), content)
        : asPublished(set, file, copy, content);
  }

  private static DataFile asPublished(
      PublishedDataSet set, PublishedDataSet.File file, Path path, byte[] content) {
    if (!file.checksum().of(content).equals(file.checksum().hex())) {
      throw new InvalidInputException(
          path.toString(),
          "a file with SHA-256 " + Digest.of(content),
          "the published file (" + file.checksum() + "); remove or replace this copy");
    }
    return new DataFile(path.toString(), content, set.columns().orElse(List.of()));
  }

  private DataFile download(String name, PublishedDataSet set, PublishedDataSet.File file) {
    Path target = cached(name, file);
    Download download =
        new Download(
            file.url().orElseThrow(),
            target,
            Optional.of(file.checksum()),
            file.bytes(),
            Optional.empty());
    try {
      Files.createDirectories(target.getParent());
      new VerifiedDownload(new WebClient(PATIENCE)).fetch(download, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return asPublished(set, file, target, BoundedFile.read("data.name", target));
  }

  private Path cached(String name, PublishedDataSet.File file) {
    return settings.cache().resolve(name).resolve(file.checksum().hex()).resolve(file.name());
  }

  private static String whatToDo(PublishedDataSet set, PublishedDataSet.File missing) {
    String mirror =
        "a mirror folder (data_folder or HEIRLOOM_DATA) with "
            + set.files().values().stream()
                .map(PublishedDataSet.File::mirror)
                .collect(Collectors.joining(", "));
    return missing.url().isEmpty()
        ? mirror + ", since " + missing.name() + " is published nowhere in this form"
        : "downloads, which HEIRLOOM_OFFLINE=1 refuses; or " + mirror;
  }
}
