package io.heirloom.gateway.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import java.util.regex.Pattern;

/** YAML to be shown within another text. */
final class YamlText {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Co}\\u2028\\u2029]");
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private YamlText() {}

  /**
   * A tree, one line for each value: texts are quoted, and what cannot be seen in them is escaped.
   */
  static String of(Map<String, Object> tree) {
    try {
      return UNSEEN
          .matcher(MAPPER.writeValueAsString(tree))
          .replaceAll(unseen -> "\\\\" + escaped(unseen.group().codePointAt(0)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no YAML form", e);
    }
  }

  private static String escaped(int character) {
    return String.format(Character.isBmpCodePoint(character) ? "u%04x" : "U%08x", character);
  }
}
