package io.heirloom.languagemodel.gptneox;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.SafetensorsWriter;
import io.heirloom.languagemodel.safetensors.TensorForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models answer as Python's transformers says they do: those beside this test, which
 * golden_cases.py made, and those in the folder that the property {@code golden} names.
 */
final class GoldenCasesTest {
  private static final float CLOSE = 1e-4f;
  private static final double CLOSE_LOSS = 1e-5;
  private static final JsonMapper MAPPER = new JsonMapper();

  /** What is compared for each field of an expected.json. */
  private final SortedMap<String, Check> checks =
      new TreeMap<>(
          Map.ofEntries(
              entry("logits", GoldenCasesTest::classifierAgrees),
              entry("logits_without_attention_mask", GoldenCasesTest::classifierAgrees),
              entry("logits_single_rows", GoldenCasesTest::classifierAgreesRowByRow),
              entry("ce_hard", GoldenCasesTest::hardLossAgrees),
              entry("ce_soft", GoldenCasesTest::softLossAgrees),
              entry("edge_pad_id_used_as_real_token", GoldenCasesTest::poolsByMask),
              entry("embedding_noise", this::noisyEmbeddingsAgree),
              entry("lm_logits", GoldenCasesTest::languageModelAgrees),
              entry("last_hidden_state", GoldenCasesTest::bodyAgrees),
              entry("max_abs_diff_padded_vs_single_rows", GoldenCasesTest::paddingIsUnseen)));

  @TempDir Path scratch;

  /** Compares one field of an expected.json with the model in its folder. */
  private interface Check {
    void run(Path folder, JsonNode expected, JsonNode field);
  }

  @TestFactory
  Stream<DynamicTest> modelsAnswerAsTransformersDoes() throws IOException, URISyntaxException {
    Path ours = Path.of(GoldenCasesTest.class.getResource("cases").toURI());
    assertThat(casesIn(ours)).isNotEmpty();
    Path others = Path.of(System.getProperty("golden", "golden"));
    return Stream.concat(
            casesIn(ours).stream(),
            Files.isDirectory(others) ? casesIn(others).stream() : Stream.empty())
        .flatMap(this::tests);
  }

  private static List<Path> casesIn(Path folder) throws IOException {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(each -> Files.exists(each.resolve("expected.json")))
          .filter(each -> Files.exists(each.resolve(ConfigFile.NAME)))
          .sorted()
          .toList();
    }
  }

  private Stream<DynamicTest> tests(Path folder) {
    JsonNode expected = read(folder.resolve("expected.json"));
    List<DynamicTest> tests = new ArrayList<>();
    checks.forEach(
        (field, check) -> {
          if (expected.has(field)) {
            tests.add(
                DynamicTest.dynamicTest(
                    folder.getFileName() + ": " + field,
                    () -> check.run(folder, expected, expected.get(field))));
          }
        });
    assertThat(tests).as("what %s expects", folder).isNotEmpty();
    return tests.stream();
  }

  private static void classifierAgrees(Path folder, JsonNode expected, JsonNode logits) {
    assertClose(classLogits(folder, rows(expected)), matrix(logits));
  }

  private static void classifierAgreesRowByRow(Path folder, JsonNode expected, JsonNode logits) {
    List<int[]> rows = rows(expected);
    try (GptNeox model = GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device())) {
      for (int i = 0; i < rows.size(); i++) {
        float[][] alone = model.classLogits(rows.subList(i, i + 1));
        assertClose(alone, new float[][] {matrix(logits)[i]});
      }
    }
  }

  private static void hardLossAgrees(Path folder, JsonNode expected, JsonNode field) {
    int[] labels = MAPPER.convertValue(field.get("labels"), int[].class);
    double sum = 0;
    float[][] logits = classLogits(folder, rows(expected));
    for (int i = 0; i < labels.length; i++) {
      sum -= logProbabilities(logits[i])[labels[i]];
    }
    assertCloseLoss(sum / labels.length, field.get("loss"));
  }

  private static void softLossAgrees(Path folder, JsonNode expected, JsonNode field) {
    double[][] labels = MAPPER.convertValue(field.get("labels"), double[][].class);
    double sum = 0;
    float[][] logits = classLogits(folder, rows(expected));
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < labels[i].length; j++) {
        sum -= labels[i][j] * logProbabilities(logits[i])[j];
      }
    }
    assertCloseLoss(sum / labels.length, field.get("loss"));
  }

  private static void poolsByMask(Path folder, JsonNode expected, JsonNode edge) {
    JsonNode pooledByMask =
        edge.properties().stream()
            .filter(field -> field.getKey().startsWith("pooled_by_attention_mask"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertClose(classLogits(folder, rows(edge)), matrix(pooledByMask));
  }

  private static void languageModelAgrees(Path folder, JsonNode expected, JsonNode logits) {
    try (GptNeox model = GptNeox.storedLanguageModel(folder, TestDevice.CHOSEN.device())) {
      List<int[]> rows = rows(expected);
      assertCloseAtTokens(rows, model.languageLogits(rows), logits);
    }
  }

  private static void paddingIsUnseen(Path folder, JsonNode expected, JsonNode difference) {
    assertThat(difference.floatValue()).isLessThan(CLOSE);
    try (GptNeox model = GptNeox.storedLanguageModel(folder, TestDevice.CHOSEN.device())) {
      List<int[]> rows = rows(expected);
      for (int i = 0; i < rows.size(); i++) {
        List<int[]> alone = rows.subList(i, i + 1);
        JsonNode logits = expected.get("lm_logits").get(i);
        assertCloseAtTokens(
            alone, model.languageLogits(alone), MAPPER.createArrayNode().add(logits));
      }
    }
  }

  /** Whatever the checkpoint is of, its body can be had. */
  private static void bodyAgrees(Path folder, JsonNode expected, JsonNode states) {
    try (GptNeox model = GptNeox.storedBody(folder, 2, 1, TestDevice.CHOSEN.device())) {
      List<int[]> rows = rows(expected);
      assertCloseAtTokens(rows, model.hiddenStates(rows), states);
    }
  }

  private void noisyEmbeddingsAgree(Path folder, JsonNode expected, JsonNode noise) {
    float[][][] normal = MAPPER.convertValue(noise.get("standard_normal_z"), float[][][].class);
    for (JsonNode each : noise.get("cases")) {
      List<int[]> rows = rows(expected);
      saveWithNoise(folder, rows, normal, each.get("std").floatValue());
      assertClose(classLogits(scratch, rows), matrix(each.get("logits")));
    }
  }

  /**
   * Stores the model with an embedding of their own for each token of the rows, which become the
   * names of those embeddings.
   */
  private void saveWithNoise(Path folder, List<int[]> rows, float[][][] normal, float deviation) {
    try (GptNeox model = GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device())) {
      Map<String, NDArray> tensors = model.parametersByName();
      int hidden = model.config().hiddenSize();
      float[] embeddings = tensors.get(ParameterLayout.EMBEDDING).toFloatArray();
      List<Float> noisy = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        int[] row = rows.get(i);
        for (int j = 0; j < row.length; j++) {
          for (int k = 0; k < hidden; k++) {
            noisy.add(embeddings[row[j] * hidden + k] + deviation * normal[i][j][k]);
          }
          row[j] = noisy.size() / hidden - 1;
        }
      }
      model.save(scratch);
      resizeVocabulary(scratch, noisy.size() / hidden);
      SortedMap<String, TensorForm> forms = new TreeMap<>();
      tensors.forEach(
          (name, tensor) ->
              forms.put(name, new TensorForm(ElementType.F32, Matrices.shape(tensor))));
      forms.put(
          ParameterLayout.EMBEDDING,
          new TensorForm(ElementType.F32, List.of((long) noisy.size() / hidden, (long) hidden)));
      SafetensorsWriter.write(
          scratch.resolve(SafetensorsFolder.SINGLE_FILE),
          forms,
          name ->
              name.equals(ParameterLayout.EMBEDDING)
                  ? bytes(noisy)
                  : tensors.get(name).toByteBuffer());
    }
  }

  private static void resizeVocabulary(Path folder, int size) {
    Path file = folder.resolve(ConfigFile.NAME);
    try {
      MAPPER.writeValue(file.toFile(), ((ObjectNode) read(file)).put("vocab_size", size));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer bytes(List<Float> numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(bytes::putFloat);
    return bytes.flip();
  }

  private static float[][] classLogits(Path folder, List<int[]> rows) {
    try (GptNeox model = GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device())) {
      return model.classLogits(rows);
    }
  }

  private static double[] logProbabilities(float[] logits) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    double[] logarithms = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logarithms[i] = logits[i] - Math.log(sum);
    }
    return logarithms;
  }

  private static void assertCloseLoss(double actual, JsonNode expected) {
    double loss = expected.doubleValue();
    // The loss of a single class is 0, of which no share is left to differ by.
    assertThat(actual).isCloseTo(loss, within(CLOSE_LOSS * Math.max(loss, 1e-3)));
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
      int[] tokens = MAPPER.convertValue(batch.get("input_ids").get(i), int[].class);
      JsonNode mask = batch.get("attention_mask").get(i);
      rows.add(
          IntStream.range(0, tokens.length)
              .filter(place -> mask.get(place).intValue() == 1)
              .map(place -> tokens[place])
              .toArray());
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
