package io.heirloom.languagemodel.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The tokenizer of models that come with none: byte-level BPE, so that any text can be cut, with a
 * vocabulary small enough for models of a few thousand parameters. Token 0 ends a text, token 1
 * fills rows.
 */
public final class SmallVocabulary {
  /** Ends a text. */
  public static final int END_TOKEN = 0;

  /** Fills rows. */
  public static final int PADDING_TOKEN = 1;

  private static final String RESOURCE = "small-vocabulary.json";

  // Names of models come by the hundred, and the file takes a while to be read.
  private static final int SIZE = counted();

  private SmallVocabulary() {}

  /** The tokenizer. */
  public static TextTokenizer tokenizer() {
    return TextTokenizer.of(RESOURCE, bytes());
  }

  /** One more than the largest token. Needs no native code. */
  public static int size() {
    return SIZE;
  }

  private static int counted() {
    try {
      JsonNode file = new JsonMapper().readTree(bytes());
      IntStream merged =
          StreamSupport.stream(file.at("/model/vocab").spliterator(), false)
              .mapToInt(JsonNode::intValue);
      IntStream added =
          StreamSupport.stream(file.path("added_tokens").spliterator(), false)
              .mapToInt(token -> token.path("id").intValue());
      return 1 + IntStream.concat(merged, added).max().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes() {
    try (InputStream file = SmallVocabulary.class.getResourceAsStream(RESOURCE)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
