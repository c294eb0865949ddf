package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdamWTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SETTINGS = "adamw lr 1e-2 betas .9 .999 eps 1e-8 weight decay .01";

  @Test
  void stepsAsTorchDoes() throws IOException {
    Path losses = Path.of(System.getProperty("golden", "golden"), "losses.json");
    assumeTrue(Files.exists(losses), () -> "no golden case: " + losses.toAbsolutePath());
    JsonNode golden = MAPPER.readTree(losses.toFile());
    JsonNode cases = golden.get("optimizer_steps");
    float[] start = floats(cases.get("start"));
    float[] gradient = gradient(start, floats(cases.get("sgd lr 0.1").get(0)));
    try (GptNeox model = GptNeoxTest.model("");
        NDManager manager = model.manager().newSubManager()) {
      NDList parameters = matrix(manager, start);
      NDList first = matrix(manager, new float[gradient.length]);
      NDList second = matrix(manager, new float[gradient.length]);
      for (int k = 0; k < cases.get(SETTINGS).size(); k++) {
        NDList gradients = matrix(manager, gradient);
        gradients.singletonOrThrow().muli(1 + k);
        step(model, manager, new NDList[] {parameters, gradients, first, second}, k + 1);
        assertThat(parameters.singletonOrThrow().toFloatArray())
            .containsExactly(floats(cases.get(SETTINGS).get(k)), within(1e-6f));
      }
    }
  }

  @Test
  void decaysMatricesOnly() {
    try (GptNeox model = GptNeoxTest.model("");
        NDManager manager = model.manager().newSubManager()) {
      NDList parameters = new NDList(manager.ones(new Shape(2, 2)), manager.ones(new Shape(2)));
      step(
          model,
          manager,
          new NDList[] {parameters, zeros(parameters), zeros(parameters), zeros(parameters)},
          1);
      assertThat(parameters.get(0).toFloatArray()).containsOnly(1 - 1e-4f);
      assertThat(parameters.get(1).toFloatArray()).containsOnly(1);
    }
  }

  @Test
  void scalesLongGradientsDown() {
    // The first step of AdamW is as long whatever the gradient's length, the second is not.
    float[] unlimited = scoreAfterTwoSteps(1e9);
    float[] limited = scoreAfterTwoSteps(1e-9);
    assertThat(unlimited).isNotEqualTo(limited);
  }

  private static float[] scoreAfterTwoSteps(double longestGradient) {
    TrainingSettings settings =
        new TrainingSettings(
            1,
            1,
            TrainingSettings.Batches.SHUFFLED,
            1e-2,
            TrainingSettings.Schedule.CONSTANT,
            0,
            0,
            longestGradient,
            8,
            64,
            TrainingSettings.Precision.FLOAT32,
            0,
            0);
    List<int[]> rows = List.of(new int[] {1, 2, 3});
    try (GptNeox model = GptNeoxTest.model("");
        TrainableNetwork network =
            new TrainableNetwork(model, settings, rows, List.of(TestDevice.CHOSEN.device()))) {
      for (int i = 0; i < 2; i++) {
        try (ForwardPass pass = network.forward(rows, Optional.empty(), 0);
            Gradients sums = network.gradients()) {
          pass.backward(new float[][] {{1, i - 1}}, sums);
          assertThat(network.step(1 + i, sums, 1e-2)).isGreaterThan(0.1);
        }
      }
      return model.parameters().get(model.parameters().size() - 1).toFloatArray();
    }
  }

  /** What plain gradient descent at a rate of 0.1 subtracted ten times: the first gradient. */
  private static float[] gradient(float[] start, float[] afterDescent) {
    float[] gradient = new float[start.length];
    for (int i = 0; i < start.length; i++) {
      gradient[i] = (start[i] - afterDescent[i]) * 10;
    }
    return gradient;
  }

  private static void step(GptNeox model, NDManager manager, NDList[] lists, float number) {
    model
        .program()
        .method("adamw_clipped")
        .with(lists[0])
        .with(lists[1])
        .with(lists[2])
        .with(lists[3])
        .with(number)
        .with(1e-2)
        .with(1e-2)
        .with(1e9)
        .with(1.0)
        .call(manager);
  }

  private static NDList zeros(NDList like) {
    NDList zeros = new NDList();
    for (NDArray array : like) {
      zeros.add(array.zerosLike());
    }
    return zeros;
  }

  private static NDList matrix(NDManager manager, float[] values) {
    return new NDList(manager.create(values, new Shape(1, values.length)));
  }

  private static float[] floats(JsonNode numbers) {
    return MAPPER.convertValue(numbers, float[].class);
  }
}
