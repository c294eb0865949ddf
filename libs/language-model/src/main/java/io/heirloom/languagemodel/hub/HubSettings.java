package io.heirloom.languagemodel.hub;

import io.heirloom.lineage.InvalidInputException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where models come from, and where they are kept.
 *
 * @param endpoint the hub's address, without a slash at its end
 * @param cache the folder in which Python's huggingface_hub, too, keeps what it downloads
 * @param token for repositories that are not public
 * @param offline whether only what is in the cache may be used
 */
public record HubSettings(URI endpoint, Path cache, Optional<String> token, boolean offline) {
  private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  /**
   * Reads the variables that huggingface_hub reads
   * (https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables): {@code
   * HF_ENDPOINT}, {@code HF_HUB_CACHE}, {@code HF_HOME}, {@code XDG_CACHE_HOME}, {@code HF_TOKEN}
   * and {@code HF_HUB_OFFLINE}, with its defaults.
   *
   * @param environment variables by name; {@code HOME} must be among them, unless {@code
   *     HF_HUB_CACHE} or {@code HF_HOME} is
   * @throws InvalidInputException if a variable cannot be used
   */
  public static HubSettings of(Map<String, String> environment) {
    return new HubSettings(
        endpoint(set(environment, "HF_ENDPOINT").orElse("https://huggingface.co")),
        cache(environment),
        set(environment, "HF_TOKEN").map(HubSettings::token),
        set(environment, "HF_HUB_OFFLINE")
            .filter(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
            .isPresent());
  }

  /** Leaves out the token, which must not reach a log. */
  @Override
  public String toString() {
    return "HubSettings[" + endpoint + ", cache " + cache + (offline ? ", offline]" : "]");
  }

  private static URI endpoint(String value) {
    String allowed = "an http or https address";
    try {
      URI endpoint = URI.create(value.replaceAll("/+$", ""));
      if (endpoint.getHost() == null || !Set.of("http", "https").contains(endpoint.getScheme())) {
        throw new InvalidInputException("HF_ENDPOINT", value, allowed);
      }
      return endpoint;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("HF_ENDPOINT", value, allowed, e);
    }
  }

  private static Path cache(Map<String, String> environment) {
    return set(environment, "HF_HUB_CACHE")
        .map(folder -> path(environment, folder))
        .orElseGet(() -> home(environment).resolve("hub"));
  }

  private static Path home(Map<String, String> environment) {
    return set(environment, "HF_HOME")
        .map(folder -> path(environment, folder))
        .orElseGet(
            () ->
                path(environment, set(environment, "XDG_CACHE_HOME").orElse("~/.cache"))
                    .resolve("huggingface"));
  }

  private static Path path(Map<String, String> environment, String folder) {
    Path path =
        folder.startsWith("~/")
            ? userHome(environment).resolve(folder.substring(2))
            : Path.of(folder);
    return path.toAbsolutePath().normalize();
  }

  private static Path userHome(Map<String, String> environment) {
    return set(environment, "HOME")
        .map(Path::of)
        .orElseThrow(() -> new InvalidInputException("HF_HOME", "", "a folder for models"));
  }

  private static String token(String value) {
    if (!TOKEN.matcher(value).matches()) {
      throw new InvalidInputException("HF_TOKEN", "…", "printable ASCII without blanks");
    }
    return value;
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
