package io.heirloom.languagemodel.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.artifacts.download.Checksum;
import io.heirloom.artifacts.download.Download;
import io.heirloom.artifacts.download.DownloadException;
import io.heirloom.artifacts.download.WebClient;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The part of the hub's web interface (https://huggingface.co/docs/hub/api) that is needed here.
 */
final class HubClient {
  static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  private static final int LONGEST_ANSWER = 16 << 20;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final HubSettings settings;
  private final WebClient web;

  HubClient(HubSettings settings, WebClient web) {
    this.settings = settings;
    this.web = web;
  }

  /**
   * A file in a repository.
   *
   * @param checksum of its content; its digits name the content in the cache
   * @param size in bytes
   */
  record HubFile(Checksum checksum, long size) {}

  /** The commit that a revision stands for at present. */
  String commit(String repository, String revision) throws IOException {
    URI address = address("/api/models/%s/revision/%s".formatted(repository, escaped(revision)));
    String commit = json(address).path("sha").asText();
    if (!COMMIT.matcher(commit).matches()) {
      throw new IOException("GET " + address + ": the answer names no commit");
    }
    return commit;
  }

  /** The files at a commit, by path. */
  SortedMap<String, HubFile> files(String repository, String commit) throws IOException {
    URI address = address("/api/models/%s/tree/%s?recursive=true".formatted(repository, commit));
    SortedMap<String, HubFile> files = new TreeMap<>();
    for (JsonNode entry : json(address)) {
      if (entry.path("type").asText().equals("file")) {
        files.put(entry.path("path").asText(), file(address, entry));
      }
    }
    return files;
  }

  /** How to get a file at a commit. */
  Download download(String repository, String commit, String name, HubFile file, Path target) {
    return new Download(
        address("/%s/resolve/%s/%s".formatted(repository, commit, escaped(name))),
        target,
        Optional.of(file.checksum()),
        file.size(),
        settings.token());
  }

  private static HubFile file(URI address, JsonNode entry) throws IOException {
    try {
      JsonNode large = entry.path("lfs");
      return large.isObject()
          ? new HubFile(
              new Checksum.Sha256(new Digest(large.path("oid").asText())),
              large.path("size").asLong())
          : new HubFile(
              new Checksum.GitBlob(entry.path("oid").asText()), entry.path("size").asLong());
    } catch (InvalidInputException e) {
      throw new IOException("GET " + address + ": " + e.getMessage(), e);
    }
  }

  private JsonNode json(URI address) throws IOException {
    byte[] answer = web.read(address, settings.token(), LONGEST_ANSWER);
    try {
      return MAPPER.readTree(answer);
    } catch (JsonProcessingException e) {
      throw new IOException("GET " + address + ": the answer is no JSON", e);
    }
  }

  private URI address(String path) {
    return URI.create(settings.endpoint() + path);
  }

  private static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether the hub itself refused, rather than something on the way to it. */
  static boolean isRefusal(IOException failure) {
    return failure instanceof DownloadException download
        && download.status().isPresent()
        && download.status().getAsInt() >= 400
        && download.status().getAsInt() < 500
        && download.status().getAsInt() != 429;
  }
}
