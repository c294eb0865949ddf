package io.heirloom.cli.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A study as its author wrote it, in YAML. Only its form is checked here; what it says is for the
 * gateway to judge.
 *
 * @param origin what to call it in messages
 * @param yaml the text, UTF-8
 * @param dataFolder the mirror folder that takes the place of the file's own {@code data_folder};
 *     absolute
 */
public record StudyFile(String origin, byte[] yaml, Optional<Path> dataFolder) {
  /** The most bytes a study file may have. */
  static final int LARGEST = 1 << 20;

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /**
   * Reads a study file.
   *
   * @param data the mirror folder that takes the place of the file's own {@code data_folder}
   * @throws InvalidInputException if there is no such file or folder, or the file is not a study
   */
  public static StudyFile read(Path file, Optional<Path> data) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException("study file", file, "an existing file in YAML");
    }
    try (InputStream text = Files.newInputStream(file)) {
      return of(text.readNBytes(LARGEST + 1), file.toString(), data);
    } catch (IOException e) {
      throw new InvalidInputException("study file", file, "a file that can be read", e);
    }
  }

  /**
   * As {@link #read}, of text that is at hand.
   *
   * @param origin what to call it in messages
   */
  public static StudyFile of(byte[] text, String origin, Optional<Path> data) {
    if (text.length > LARGEST) {
      throw new InvalidInputException(
          origin, "more than " + LARGEST + " bytes", "a study, which is much smaller");
    }
    check(text, origin);
    return new StudyFile(origin, text, data.map(StudyFile::existing));
  }

  private static Path existing(Path data) {
    Path folder = data.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("--data", folder, "an existing folder");
    }
    return folder;
  }

  private static void check(byte[] text, String origin) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (!tree.isObject()) {
        throw new InvalidInputException(
            origin,
            tree.isMissingNode() ? "nothing" : "a single value or a list",
            "a study: the keys property, data and models at least");
      }
    } catch (JsonProcessingException e) {
      throw notYaml(e, origin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InvalidInputException notYaml(JsonProcessingException e, String origin) {
    // The parser behind it knows what is wrong; what wraps it says only while doing what.
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      return new InvalidInputException(
          origin + " line " + (marked.getProblemMark().getLine() + 1),
          marked.getProblem(),
          "YAML",
          e);
    }
    String firstLine = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    return new InvalidInputException(
        origin + " line " + e.getLocation().getLineNr(), firstLine, "YAML", e);
  }
}
