package io.heirloom.languagemodel.hub;

import io.heirloom.artifacts.download.DownloadException;
import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.artifacts.download.VerifiedDownload;
import io.heirloom.artifacts.download.WebClient;
import io.heirloom.languagemodel.gptneox.ConfigFile;
import io.heirloom.languagemodel.hub.HubClient.HubFile;
import io.heirloom.languagemodel.safetensors.PickledWeights;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.ShardIndex;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Models of the Hugging Face hub. What is in the cache, be it from here or from Python's
 * huggingface_hub, is not downloaded again. Thread-safe.
 */
public final class ModelHub {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HubSettings settings;
  private final HubClient client;
  private final VerifiedDownload downloads;

  public ModelHub(HubSettings settings) {
    WebClient web = new WebClient(PATIENCE);
    this.settings = settings;
    this.client = new HubClient(settings, web);
    this.downloads = new VerifiedDownload(web);
  }

  /**
   * Pins a model to the commit its revision stands for. Where the hub cannot be reached, the cache
   * answers.
   *
   * @throws InvalidInputException if there is no such model, it has no safetensors or no
   *     tokenizer.json, or it is out of reach and not in the cache
   * @throws UncheckedIOException if the cache cannot be read or written
   */
  public ModelSource pin(ModelName.HubModel name) {
    HubCache cache = cache(name.repository());
    try {
      return new ModelSource(
          name.repository(),
          settings.offline()
              ? pinInCache(cache, name, "HF_HUB_OFFLINE is set")
              : pinOnHub(cache, name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look up model " + name.repository(), e);
    }
  }

  /**
   * A folder with config.json of a pinned model, downloaded if need be. Some kilobytes.
   *
   * @throws InvalidInputException if it is out of reach for good
   * @throws UncheckedIOException if it cannot be downloaded at present
   */
  public Path configuration(ModelSource source) {
    requirePinned(source);
    Path folder = cache(source.name()).snapshot(source.revision());
    try {
      if (!Files.exists(folder.resolve(ConfigFile.NAME))) {
        requireOnline(source);
        SortedMap<String, HubFile> files = client.files(source.name(), source.revision());
        download(source, files, List.of(ConfigFile.NAME), DownloadProgress.IGNORED);
      }
      return folder;
    } catch (IOException e) {
      throw failure(source, e);
    }
  }

  /**
   * The folder of a pinned model on this machine. What is missing is downloaded and verified.
   *
   * @param progress told the bytes of all weights together
   * @throws InvalidInputException if it is out of reach for good
   * @throws UncheckedIOException if it cannot be downloaded at present
   */
  public Path fetch(ModelSource source, DownloadProgress progress) {
    requirePinned(source);
    HubCache cache = cache(source.name());
    try {
      if (!cache.isWhole(source.revision())) {
        requireOnline(source);
        SortedMap<String, HubFile> files = client.files(source.name(), source.revision());
        download(source, files, ModelFolder.DESCRIPTION, DownloadProgress.IGNORED);
        download(source, files, weights(source, files), progress);
      }
      return cache.snapshot(source.revision());
    } catch (IOException e) {
      throw failure(source, e);
    }
  }

  private String pinOnHub(HubCache cache, ModelName.HubModel name) throws IOException {
    String commit;
    try {
      commit = client.commit(name.repository(), name.revision());
      requireLoadable(name.repository(), client.files(name.repository(), commit).keySet());
    } catch (IOException e) {
      if (HubClient.isRefusal(e)) {
        throw refusal(name.repository() + "@" + name.revision(), e);
      }
      return pinInCache(cache, name, "the hub cannot be reached, " + e.getMessage());
    }
    cache.remember(name.revision(), commit);
    return commit;
  }

  private static String pinInCache(HubCache cache, ModelName.HubModel name, String why)
      throws IOException {
    return cache
        .commit(name.revision())
        .filter(cache::isWhole)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "model",
                    name.repository() + "@" + name.revision(),
                    "a model that was downloaded before, since " + why));
  }

  private static void requireLoadable(String repository, Collection<String> files) {
    if (!files.contains(SafetensorsFolder.SINGLE_FILE) && !files.contains(ShardIndex.FILE_NAME)) {
      throw PickledWeights.noSafetensors(repository, files);
    }
    for (String name : ModelFolder.DESCRIPTION) {
      requireListed(repository, files, name);
    }
  }

  private static void requireListed(String repository, Collection<String> files, String name) {
    if (!files.contains(name)) {
      throw new InvalidInputException(
          "model", repository, "a repository with the file " + name + "; it has none");
    }
  }

  private static void requirePinned(ModelSource source) {
    if (!(ModelName.parse(source.name()) instanceof ModelName.HubModel)
        || !HubClient.COMMIT.matcher(source.revision()).matches()) {
      throw new InvalidInputException(
          "model", source.name() + "@" + source.revision(), "owner/name@commit of the hub");
    }
  }

  private void requireOnline(ModelSource source) {
    if (settings.offline()) {
      throw new InvalidInputException(
          "model",
          source.name() + "@" + source.revision(),
          "a model that was downloaded before, since HF_HUB_OFFLINE is set");
    }
  }

  private Collection<String> weights(ModelSource source, SortedMap<String, HubFile> files)
      throws IOException {
    requireLoadable(source.name(), files.keySet());
    if (files.containsKey(SafetensorsFolder.SINGLE_FILE)) {
      return List.of(SafetensorsFolder.SINGLE_FILE);
    }
    download(source, files, List.of(ShardIndex.FILE_NAME), DownloadProgress.IGNORED);
    return SafetensorsFolder.fileNames(cache(source.name()).snapshot(source.revision()));
  }

  private void download(
      ModelSource source,
      SortedMap<String, HubFile> files,
      Collection<String> names,
      DownloadProgress progress)
      throws IOException {
    HubCache cache = cache(source.name());
    names.forEach(name -> requireListed(source.name(), files.keySet(), name));
    OptionalLong total = OptionalLong.of(names.stream().mapToLong(n -> files.get(n).size()).sum());
    long before = 0;
    for (String name : names) {
      HubFile file = files.get(name);
      long offset = before;
      downloads.fetch(
          client.download(source.name(), source.revision(), name, file, cache.content(file)),
          (bytes, unused) -> progress.received(offset + bytes, total));
      cache.link(source.revision(), name, file);
      before += file.size();
    }
  }

  private static RuntimeException failure(ModelSource source, IOException failure) {
    return HubClient.isRefusal(failure)
        ? refusal(source.name() + "@" + source.revision(), failure)
        : new UncheckedIOException("cannot get model " + source.name(), failure);
  }

  private static InvalidInputException refusal(String model, IOException refusal) {
    int status = ((DownloadException) refusal).status().orElseThrow();
    String allowed =
        status == 404
            ? "a repository and revision that exist"
            : "a public repository, or one that HF_TOKEN may read; names that do not exist are"
                + " refused in the same way";
    return new InvalidInputException(
        "model", model, allowed + " (" + refusal.getMessage() + ")", refusal);
  }

  private HubCache cache(String repository) {
    return new HubCache(settings.cache(), repository);
  }
}
