package io.heirloom.trust;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cases computed by independent libraries, from the folder that the system property {@code golden}
 * names; tests are skipped where there is none.
 */
public final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  /** What stands under a key in each JSON file of the folder that has it. */
  public static List<JsonNode> under(String key) {
    Path folder = Path.of(System.getProperty("golden", ""));
    assumeTrue(
        Files.isDirectory(folder) && !System.getProperty("golden", "").isEmpty(),
        "no folder of golden cases at '" + folder + "' (-Dgolden=DIR)");
    try (Stream<Path> files = Files.list(folder)) {
      List<JsonNode> found = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        JsonNode value = JSON.readTree(file.toFile()).path(key);
        if (!value.isMissingNode()) {
          found.add(value);
        }
      }
      assumeTrue(!found.isEmpty(), "no golden file in " + folder + " has '" + key + "'");
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A matrix. */
  public static float[][] floats(JsonNode rows) {
    return JSON.convertValue(rows, float[][].class);
  }

  /** A row of whole numbers. */
  public static int[] integers(JsonNode values) {
    return JSON.convertValue(values, int[].class);
  }
}
