package io.heirloom.gateway.request;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** One sentence about each field of a study file, for people. */
final class Descriptions {
  private static final Map<String, String> BY_PATH = read("fields.properties");

  private Descriptions() {}

  /**
   * What a field means.
   *
   * @param path {@code lambda.weak}; within a list, {@code select[].rule}; within any range, {@code
   *     range.from}
   */
  static Optional<String> of(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /** All of them, by path. */
  static Map<String, String> all() {
    return BY_PATH;
  }

  private static Map<String, String> read(String resource) {
    Properties sentences = new Properties();
    try (Reader text =
        new InputStreamReader(
            Descriptions.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
      sentences.load(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sentences.stringPropertyNames().stream()
        .collect(Collectors.toUnmodifiableMap(path -> path, sentences::getProperty));
  }
}
