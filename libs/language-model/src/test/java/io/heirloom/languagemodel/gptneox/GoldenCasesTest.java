package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every model in the folder of golden cases answers as Python's transformers says it does. */
final class GoldenCasesTest {
  private static final float CLOSE = 1e-4f;
  private static final JsonMapper MAPPER = new JsonMapper();

  @TestFactory
  Stream<DynamicTest> modelsAnswerAsTransformersDoes() throws IOException {
    Path golden = Path.of(System.getProperty("golden", "golden"));
    if (!Files.isDirectory(golden)) {
      abort("no golden cases: " + golden.toAbsolutePath() + " is no folder");
    }
    try (Stream<Path> folders = Files.list(golden)) {
      List<DynamicTest> tests =
          folders
              .filter(folder -> Files.exists(folder.resolve("expected.json")))
              .filter(folder -> Files.exists(folder.resolve(ConfigFile.NAME)))
              .sorted()
              .flatMap(GoldenCasesTest::tests)
              .toList();
      assertThat(tests).as("golden models in %s", golden).isNotEmpty();
      return tests.stream();
    }
  }

  private static Stream<DynamicTest> tests(Path folder) {
    JsonNode expected = read(folder.resolve("expected.json"));
    List<DynamicTest> tests = new ArrayList<>();
    if (expected.has("logits")) {
      tests.add(test(folder, "logits", () -> classifierAgrees(folder, expected)));
    }
    if (expected.has("edge_pad_id_used_as_real_token")) {
      JsonNode edge = expected.get("edge_pad_id_used_as_real_token");
      tests.add(test(folder, "pools by mask", () -> poolsByMask(folder, edge)));
    }
    if (expected.has("lm_logits")) {
      tests.add(test(folder, "lm_logits", () -> languageModelAgrees(folder, expected)));
    }
    assertThat(tests).as("what %s expects", folder).isNotEmpty();
    return tests.stream();
  }

  private static DynamicTest test(Path folder, String what, Runnable body) {
    return DynamicTest.dynamicTest(folder.getFileName() + ": " + what, body::run);
  }

  private static void classifierAgrees(Path folder, JsonNode expected) {
    try (GptNeox model = GptNeox.storedClassifier(folder, Device.cpu())) {
      List<int[]> rows = rows(expected);
      assertClose(model.classLogits(rows), matrix(expected.get("logits")));
      for (int i = 0; i < rows.size(); i++) {
        assertClose(
            model.classLogits(rows.subList(i, i + 1)),
            new float[][] {matrix(expected.get("logits"))[i]});
      }
    }
  }

  private static void poolsByMask(Path folder, JsonNode edge) {
    JsonNode pooledByMask =
        edge.properties().stream()
            .filter(field -> field.getKey().startsWith("pooled_by_attention_mask"))
            .findFirst()
            .orElseThrow()
            .getValue();
    try (GptNeox model = GptNeox.storedClassifier(folder, Device.cpu())) {
      assertClose(model.classLogits(rows(edge)), matrix(pooledByMask));
    }
  }

  private static void languageModelAgrees(Path folder, JsonNode expected) {
    try (GptNeox model = GptNeox.storedLanguageModel(folder, Device.cpu())) {
      List<int[]> rows = rows(expected);
      assertCloseAtTokens(rows, model.languageLogits(rows), expected.get("lm_logits"));
      assertCloseAtTokens(rows, model.hiddenStates(rows), expected.get("last_hidden_state"));
    }
  }

  private static void assertCloseAtTokens(List<int[]> rows, float[][] actual, JsonNode expected) {
    for (int i = 0; i < rows.size(); i++) {
      float[][] tokens = matrix(expected.get(i));
      int size = tokens[0].length;
      for (int j = 0; j < rows.get(i).length; j++) {
        float[] state = Arrays.copyOfRange(actual[i], j * size, (j + 1) * size);
        assertThat(state).as("row %d token %d", i, j).containsExactly(tokens[j], within(CLOSE));
      }
    }
  }

  private static void assertClose(float[][] actual, float[][] expected) {
    assertThat(actual).hasNumberOfRows(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("row %d", i).containsExactly(expected[i], within(CLOSE));
    }
  }

  /** The real tokens of a padded batch. */
  private static List<int[]> rows(JsonNode batch) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < batch.get("input_ids").size(); i++) {
      JsonNode ids = batch.get("input_ids").get(i);
      int length = 0;
      for (JsonNode real : batch.get("attention_mask").get(i)) {
        length += real.intValue();
      }
      rows.add(MAPPER.convertValue(ids, int[].class));
      rows.set(i, Arrays.copyOf(rows.get(i), length));
    }
    return rows;
  }

  private static float[][] matrix(JsonNode numbers) {
    return MAPPER.convertValue(numbers, float[][].class);
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
