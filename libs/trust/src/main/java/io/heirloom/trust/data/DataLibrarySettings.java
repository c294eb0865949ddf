package io.heirloom.trust.data;

import io.heirloom.artifacts.file.AllowedFolders;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where data are found.
 *
 * @param cache folder that downloaded sets are kept in
 * @param mirror folder with copies of published sets, each under the path its descriptor names;
 *     empty: none
 * @param allowedFolders where files named by path and mirrors may lie, beside the configured mirror
 * @param offline whether downloads are refused
 */
public record DataLibrarySettings(
    Path cache, Optional<Path> mirror, AllowedFolders allowedFolders, boolean offline) {
  private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");

  /**
   * From environment variables: {@code HEIRLOOM_DATA} (mirror), {@code HEIRLOOM_CACHE} (else {@code
   * XDG_CACHE_HOME}/heirloom, else ~/.cache/heirloom), {@code HEIRLOOM_ALLOWED_FOLDERS} (separated
   * as in PATH) and {@code HEIRLOOM_OFFLINE} or {@code HF_HUB_OFFLINE} ({@code 1}, {@code true},
   * {@code yes} or {@code on}).
   */
  public static DataLibrarySettings fromEnvironment(Map<String, String> environment) {
    return new DataLibrarySettings(
        cacheFolder(environment).resolve("data"),
        given(environment, "HEIRLOOM_DATA").map(Path::of),
        AllowedFolders.fromEnvironment(environment),
        isSet(environment, "HEIRLOOM_OFFLINE") || isSet(environment, "HF_HUB_OFFLINE"));
  }

  private static Path cacheFolder(Map<String, String> environment) {
    return given(environment, "HEIRLOOM_CACHE")
        .map(Path::of)
        .or(() -> given(environment, "XDG_CACHE_HOME").map(cache -> Path.of(cache, "heirloom")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "heirloom"));
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return given(environment, name)
        .filter(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
        .isPresent();
  }
}
