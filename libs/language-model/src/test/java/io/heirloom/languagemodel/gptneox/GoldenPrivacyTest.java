package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.languagemodel.safetensors.SafetensorsFile;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Norms of rows' gradients and their clipped sums are those that independent libraries find. */
final class GoldenPrivacyTest {
  private static final double RELATIVE = 1e-4;
  private static final Path GOLDEN = Path.of(System.getProperty("golden", "golden"));
  private static final Path CASE = GOLDEN.resolve("dpsgd-tiny");
  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void ofTheClassifier() throws IOException {
    JsonNode expected = expected();
    List<int[]> rows = rows(expected);
    for (Map.Entry<String, JsonNode> clip :
        expected.get("classifier").get("clipped").properties()) {
      try (GptNeox model =
              GptNeox.storedClassifier(GOLDEN.resolve("neox-cls2"), TestDevice.CHOSEN.device());
          TrainableNetwork network = network(model);
          Gradients sums = noNoise(network);
          ForwardPass pass = network.forward(rows, Optional.empty(), 0)) {
        float[][] gradient = crossEntropyGradient(pass.logits(), expected.get("labels"));
        float[] norms = pass.addClipped(gradient, Double.parseDouble(clip.getKey()), sums);
        assertAgree(norms, model, sums, expected.get("classifier"), clip);
        assertSumsAgree("classifier", clip.getKey(), model, sums);
      }
    }
  }

  @Test
  void ofTheLanguageModel() throws IOException {
    JsonNode expected = expected();
    List<int[]> rows = rows(expected);
    double[] weights = rows.stream().mapToDouble(row -> 1.0 / (row.length - 1)).toArray();
    for (Map.Entry<String, JsonNode> clip :
        expected.get("lm_mean_over_tokens").get("clipped").properties()) {
      try (GptNeox model =
              GptNeox.storedLanguageModel(
                  GOLDEN.resolve("neox-parallel"), TestDevice.CHOSEN.device());
          TrainableNetwork network = network(model);
          Gradients sums = noNoise(network)) {
        float[] norms =
            network.addClipped(rows, weights, Double.parseDouble(clip.getKey()), 0, sums).norms();
        assertAgree(norms, model, sums, expected.get("lm_mean_over_tokens"), clip);
        assertSumsAgree("lm_mean_over_tokens", clip.getKey(), model, sums);
      }
    }
  }

  /** The rule of one step: rows clipped, summed, noise added, divided by the expected size. */
  @Test
  void ofAStep() throws IOException {
    Path losses = GOLDEN.resolve("losses.json");
    assumeTrue(Files.exists(losses), () -> "no golden case: " + losses.toAbsolutePath());
    JsonNode step = MAPPER.readTree(losses.toFile()).get("dpsgd_step");
    float[][] gradients = MAPPER.convertValue(step.get("per_sample_gradients"), float[][].class);
    float[] normal = MAPPER.convertValue(step.get("standard_normal_z"), float[].class);
    try (GptNeox model = GptNeoxTest.model("");
        NDManager manager = model.manager().newSubManager()) {
      for (JsonNode one : step.get("cases")) {
        float[] norms = MAPPER.convertValue(one.get("norms"), float[].class);
        float[] factors =
            model
                .program()
                .method("clipping_factors")
                .with(manager.create(norms))
                .with(one.get("C").doubleValue())
                .call(manager)
                .singletonOrThrow()
                .toFloatArray();
        assertThat(factors)
            .containsExactly(
                MAPPER.convertValue(one.get("factors_exact"), float[].class), within(1e-6f));
        double deviation = one.get("C").doubleValue() * one.get("sigma").doubleValue();
        float[] mean = new float[normal.length];
        for (int j = 0; j < mean.length; j++) {
          double sum = deviation * normal[j];
          for (int row = 0; row < factors.length; row++) {
            sum += factors[row] * gradients[row][j];
          }
          mean[j] = (float) (sum / 8);
        }
        assertThat(mean).containsExactly(expectedMean(one), within(1e-5f));
      }
    }
  }

  private static float[] expectedMean(JsonNode one) {
    return one.properties().stream()
        .filter(field -> field.getKey().startsWith("noisy_mean_expected_batch_8"))
        .map(field -> MAPPER.convertValue(field.getValue(), float[].class))
        .findFirst()
        .orElseThrow();
  }

  private static void assertAgree(
      float[] norms,
      GptNeox model,
      Gradients sums,
      JsonNode expected,
      Map.Entry<String, JsonNode> clip) {
    double[] wanted = MAPPER.convertValue(expected.get("row_gradient_norms"), double[].class);
    for (int row = 0; row < wanted.length; row++) {
      assertThat((double) norms[row])
          .as("row %d", row)
          .isCloseTo(wanted[row], within(RELATIVE * wanted[row]));
    }
    JsonNode ofParameters = clip.getValue().get("sum_norm_per_parameter");
    assertThat(ofParameters.size()).isEqualTo(model.names().size());
    for (int i = 0; i < model.names().size(); i++) {
      double norm = ofParameters.get(model.names().get(i)).doubleValue();
      assertThat((double) sums.sums().get(i).norm().getFloat())
          .as("%s at %s", model.names().get(i), clip.getKey())
          .isCloseTo(norm, within(RELATIVE * norm));
    }
  }

  private static void assertSumsAgree(String task, String clip, GptNeox model, Gradients sums) {
    Path file = CASE.resolve(task + "-clipped-sum-C" + clip + ".safetensors");
    if (!Files.exists(file)) {
      return;
    }
    try (SafetensorsFile expected = SafetensorsFile.open(file)) {
      for (int i = 0; i < model.names().size(); i++) {
        NDArray sum = sums.sums().get(i);
        FloatBuffer wanted =
            expected.content(model.names().get(i)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[wanted.remaining()];
        wanted.get(values);
        double largest = sum.norm().getFloat();
        assertThat(sum.toFloatArray())
            .as(model.names().get(i))
            .containsExactly(values, within((float) (RELATIVE * largest)));
      }
    }
  }

  private static JsonNode expected() throws IOException {
    Path file = CASE.resolve("expected.json");
    assumeTrue(Files.exists(file), () -> "no golden case: " + file.toAbsolutePath());
    return MAPPER.readTree(file.toFile());
  }

  private static List<int[]> rows(JsonNode expected) {
    List<int[]> rows = new ArrayList<>();
    for (int row = 0; row < expected.get("input_ids").size(); row++) {
      int[] padded = MAPPER.convertValue(expected.get("input_ids").get(row), int[].class);
      int[] mask = MAPPER.convertValue(expected.get("attention_mask").get(row), int[].class);
      rows.add(Arrays.copyOf(padded, Arrays.stream(mask).sum()));
    }
    return rows;
  }

  private static float[][] crossEntropyGradient(float[][] logits, JsonNode labels) {
    float[][] gradient = new float[logits.length][2];
    for (int row = 0; row < logits.length; row++) {
      double odds = Math.exp((double) logits[row][1] - logits[row][0]);
      double second = odds / (1 + odds) - labels.get(row).intValue();
      gradient[row] = new float[] {(float) -second, (float) second};
    }
    return gradient;
  }

  private static Gradients noNoise(TrainableNetwork network) {
    return network.gradients(() -> GaussianNoise.seeded(1).stream(1), 0);
  }

  private static TrainableNetwork network(GptNeox model) {
    return TrainableNetwork.byRow(
        model, TrainingSettings.DEFAULT, List.of(TestDevice.CHOSEN.device()));
  }
}
