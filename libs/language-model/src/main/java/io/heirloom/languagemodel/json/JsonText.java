package io.heirloom.languagemodel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.lineage.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON objects that anybody may have written: each name once, nothing after the end, and bounded in
 * what reading them costs.
 */
public final class JsonText {
  // A tree may weigh many times its text: the three bytes of "{}," become an object with a map.
  private static final long MOST_TOKENS = 500_000;
  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(MOST_TOKENS)
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /**
   * Reads an object from bytes.
   *
   * @param shownAs where it came from, for messages
   * @throws InvalidInputException if they are not UTF-8 or not a JSON object
   */
  public static ObjectNode object(String shownAs, byte[] utf8) {
    try {
      // Jackson itself would guess at UTF-16 and UTF-32, which no writer of these files uses.
      return object(
          shownAs, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(shownAs, "bytes that are no UTF-8", "UTF-8", e);
    }
  }

  /**
   * Reads an object from a text.
   *
   * @param shownAs where it came from, for messages
   * @throws InvalidInputException if it is not a JSON object
   */
  public static ObjectNode object(String shownAs, String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new InvalidInputException(shownAs, json, "a JSON object");
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          shownAs, e.getOriginalMessage(), "a JSON object, each field named once", e);
    }
  }
}
