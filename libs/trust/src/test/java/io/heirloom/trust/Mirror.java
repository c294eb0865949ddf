package io.heirloom.trust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heirloom.trust.data.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files that tests read. */
public final class Mirror {
  private Mirror() {}

  /**
   * A published file, where a mirror has it ({@code -Dheirloom.data=DIR} or HEIRLOOM_DATA); the
   * test is skipped where there is none.
   */
  public static DataFile file(String path) {
    Path file = folder(path).resolve(path);
    try {
      return new DataFile(path, Files.readAllBytes(file), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mirror, where it has that file; the test is skipped where there is none. */
  public static Path folder(String path) {
    String named = System.getenv().getOrDefault("HEIRLOOM_DATA", "");
    Path folder = Path.of(System.getProperty("heirloom.data", named));
    assumeTrue(
        Files.exists(folder.resolve(path)),
        "no mirror with " + path + " (-Dheirloom.data=DIR or HEIRLOOM_DATA)");
    return folder;
  }

  /** A file of that content. */
  public static DataFile of(String name, String content) {
    return new DataFile(name, content.getBytes(StandardCharsets.UTF_8), List.of());
  }
}
