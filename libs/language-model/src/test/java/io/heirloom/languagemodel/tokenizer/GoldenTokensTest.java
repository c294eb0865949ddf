package io.heirloom.languagemodel.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts are cut as Python's tokenizers cuts them, where golden cases say how. */
final class GoldenTokensTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void textsAreCutAsTokenizersCutsThem() throws IOException {
    Path golden = Path.of(System.getProperty("golden", "golden")).toAbsolutePath().normalize();
    Path file = golden.resolve("tokenizer-cases.json");
    assumeTrue(Files.exists(file), "no golden cases: " + file);
    JsonNode expected = MAPPER.readTree(file.toFile());
    Path folder =
        golden.resolveSibling(expected.get("tokenizer").asText()).toAbsolutePath().getParent();
    assumeTrue(Files.exists(folder.resolve(TextTokenizer.FILE)), "no tokenizer in " + folder);
    try (TextTokenizer tokenizer = TextTokenizer.read(folder)) {
      for (JsonNode each : expected.get("cases")) {
        String text = each.get("text").asText();
        int[] ids = MAPPER.convertValue(each.get("ids"), int[].class);
        assertThat(tokenizer.tokenize(List.of(text)).get(0)).as(text).containsExactly(ids);
      }
    }
  }
}
