package io.heirloom.gateway.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** The two languages in which a study may be written. Both give the same tree. */
public enum StudyFile {
  JSON(JsonFactory.builder()),
  YAML(YAMLFactory.builder());

  private static final String INSTEAD = ", got this instead";
  private static final Pattern CLASS = Pattern.compile("\\(?\\b(?:[a-z]+\\.)+[A-Z]\\w+\\)?: ");

  private final ObjectMapper mapper;

  StudyFile(TSFBuilder<?, ?> language) {
    StreamReadConstraints limits =
        StreamReadConstraints.builder().maxNestingDepth(20).maxStringLength(20_000).build();
    this.mapper =
        new ObjectMapper(
                language
                    .streamReadConstraints(limits)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Reads the tree of a study.
   *
   * @throws UnreadableRequestException if the text is not of this language, nests deeper than 20 or
   *     is no object
   */
  public ObjectNode read(byte[] text) {
    try {
      JsonNode tree = mapper.readTree(text);
      if (tree instanceof ObjectNode study) {
        return study;
      }
      throw new UnreadableRequestException(
          "A study is an object with the keys property, data and models at least; this is "
              + (tree.isMissingNode() ? "empty" : "a single value or a list"));
    } catch (JsonProcessingException e) {
      throw new UnreadableRequestException(
          "This is not " + name() + where(e.getLocation()) + ": " + what(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where the fields of a study stand in its text.
   *
   * @param text one that {@link #read} takes
   */
  public Lines lines(byte[] text) {
    try (JsonParser parser = mapper.createParser(text)) {
      return Lines.of(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String where(JsonLocation location) {
    return location == null
        ? ""
        : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  /**
   * The parser's complaint, without the copy of the text that follows it and without the names of
   * classes: whoever wrote the text knows none.
   */
  private static String what(JsonProcessingException e) {
    String complaint = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
    String expected = complaint.split(INSTEAD, 2)[0];
    return CLASS.matcher(expected).replaceAll("");
  }
}
