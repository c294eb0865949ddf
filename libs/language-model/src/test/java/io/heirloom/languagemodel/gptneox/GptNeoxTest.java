package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GptNeoxTest {
  private static final List<int[]> ROWS =
      List.of(new int[] {3, 1, 4, 1, 5, 9, 2, 6}, new int[] {5}, new int[] {2, 7, 1, 8, 2});

  /** On a GPU, where content is read through a copy. */
  @Test
  void readingItsStateLeavesNoCopies() {
    try (GptNeox model = model("");
        TrainableNetwork network = network(model, ROWS)) {
      int before = arraysOf(network);
      network.stateForms().keySet().forEach(network::stateContent);
      assertThat(arraysOf(network)).isEqualTo(before);
    }
  }

  @Test
  void tokenVectorsAreTheRowsOfTheEmbedding() {
    try (GptNeox model = model("")) {
      float[] embedding = model.parametersByName().get(ParameterLayout.EMBEDDING).toFloatArray();
      int hidden = model.config().hiddenSize();
      float[][] vectors = model.tokenVectors(new int[] {7, 2, 7});
      assertThat(vectors).hasDimensions(3, hidden);
      assertThat(vectors[0]).containsExactly(Arrays.copyOfRange(embedding, 7 * hidden, 8 * hidden));
      assertThat(vectors[1]).containsExactly(Arrays.copyOfRange(embedding, 2 * hidden, 3 * hidden));
      assertThat(vectors[2]).containsExactly(vectors[0]).isNotEqualTo(vectors[1]);
      assertThat(model.tokenVectors(new int[0])).isEmpty();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.tokenVectors(new int[] {model.config().vocabularySize()}));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"use_parallel_residual\":false",
        ",\"attention_bias\":false",
        ",\"rotary_pct\":1.0,\"rotary_emb_base\":100",
        ",\"rotary_pct\":0",
        ",\"hidden_act\":\"gelu_new\"",
        ",\"hidden_act\":\"relu\",\"use_parallel_residual\":false,\"attention_bias\":false",
        ",\"hidden_act\":\"silu\",\"layer_norm_eps\":0.01",
        ",\"num_hidden_layers\":1,\"intermediate_size\":20"
      })
  void computesWhatThePlainModelComputes(String variation) {
    try (GptNeox model = model(variation)) {
      PlainGptNeox plain = new PlainGptNeox(model.config(), model.parametersByName());
      float[][] logits = model.classLogits(ROWS);
      float[][] states = model.hiddenStates(ROWS);
      for (int i = 0; i < ROWS.size(); i++) {
        assertClose(logits[i], plain.classLogits(ROWS.get(i)));
        double[] flat =
            Arrays.stream(plain.hiddenStates(ROWS.get(i)))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertClose(Arrays.copyOf(states[i], flat.length), flat);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"use_parallel_residual\":false,\"attention_bias\":false",
        ",\"rotary_pct\":1.0,\"hidden_act\":\"gelu_new\"",
        ",\"rotary_pct\":0,\"hidden_act\":\"silu\",\"num_hidden_layers\":1",
        ",\"num_hidden_layers\":3"
      })
  void gradientsAgreeWithFiniteDifferences(String variation) {
    float[][] direction = {{1, -2}, {0.5f, 1}, {-1, 0.3f}};
    Random random = new Random(1);
    try (GptNeox model = model(variation);
        TrainableNetwork network = network(model, ROWS);
        ForwardPass pass = network.forward(ROWS, Optional.empty(), 0);
        Gradients sums = network.gradients()) {
      pass.backward(direction, sums);
      NDList gradients = asTheModels(model, network, sums);
      for (int i = 0; i < gradients.size(); i++) {
        NDArray parameter = model.parameters().get(i);
        float[] value = parameter.toFloatArray();
        float[] gradient = gradients.get(i).toFloatArray();
        float[] step = new float[value.length];
        double slope = 0;
        for (int j = 0; j < value.length; j++) {
          step[j] = (float) (random.nextGaussian() * 1e-2 / Math.sqrt(value.length));
          slope += step[j] * gradient[j];
        }
        double difference =
            (along(model, parameter, value, step, 1, direction)
                    - along(model, parameter, value, step, -1, direction))
                / 2;
        parameter.set(value);
        assertThat(slope).as("parameter %d", i).isCloseTo(difference, within(3e-5));
      }
    }
  }

  @Test
  void optimisingFreesAllNativeMemoryOfAStep() throws IOException {
    List<int[]> rows = new Random(1).ints(16).mapToObj(GptNeoxTest::longRow).toList();
    try (GptNeox model = model("");
        TrainableNetwork network = network(model, rows)) {
      train(network, rows, 50);
      int arrays = arraysOf(network);
      long memory = residentKilobytes();
      train(network, rows, 200);
      assertThat(arraysOf(network)).isEqualTo(arrays);
      // A step's graph is some 10 MB; 200 kept ones would be 2 GB.
      assertThat(residentKilobytes() - memory).isLessThan(100_000);
    }
  }

  @Test
  void refusesTokensThatItDoesNotKnow() {
    try (GptNeox model = model("")) {
      int size = model.config().vocabularySize();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.classLogits(List.of(new int[] {size})))
          .withMessageContaining("token " + size);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.classLogits(List.of(new int[] {-1})));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.classLogits(List.of(new int[] {})))
          .withMessageContaining("no token");
    }
  }

  /** A small model with weights large enough that every part of it matters. */
  static GptNeox model(String variation) {
    return stirred(GptNeox.random(config(variation).withClasses(2), 7, TestDevice.CHOSEN.device()));
  }

  static GptNeoxConfig config(String variation) {
    String layers = variation.contains("num_hidden_layers") ? "" : ",\"num_hidden_layers\":2";
    String shape =
        "{\"hidden_size\":16,\"num_attention_heads\":2,\"initializer_range\":0.4"
            + layers
            + variation
            + "}";
    return RandomShapes.parse(RandomShapes.PREFIX + shape);
  }

  /** The model with other norms than 1 and other biases than 0, which would hide mistakes. */
  static GptNeox stirred(GptNeox model) {
    Random random = new Random(3);
    for (NDArray parameter : model.parameters()) {
      if (parameter.getShape().dimension() == 1) {
        float[] values = parameter.toFloatArray();
        for (int i = 0; i < values.length; i++) {
          values[i] += (float) (0.2 * random.nextGaussian());
        }
        parameter.set(values);
      }
    }
    return model;
  }

  private static TrainableNetwork network(GptNeox model, List<int[]> rows) {
    return new TrainableNetwork(
        model, TrainingSettings.DEFAULT, rows, List.of(TestDevice.CHOSEN.device()));
  }

  /** The gradients with that of the whole embedding in place of that of the tokens met. */
  private static NDList asTheModels(GptNeox model, TrainableNetwork network, Gradients sums) {
    NDList gradients = new NDList(sums.sums());
    float[] met = gradients.get(0).toFloatArray();
    int hidden = model.config().hiddenSize();
    float[] all = new float[model.config().vocabularySize() * hidden];
    long[] tokens = model.vocabulary().of(ROWS).tokens();
    for (int i = 0; i < tokens.length; i++) {
      System.arraycopy(met, i * hidden, all, (int) tokens[i] * hidden, hidden);
    }
    gradients.set(0, network.manager().create(all, model.parameters().get(0).getShape()));
    return gradients;
  }

  /** The logits' sum, weighted by direction, with one parameter moved. */
  private static double along(
      GptNeox model, NDArray parameter, float[] value, float[] step, int sign, float[][] weights) {
    float[] moved = value.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += sign * step[i];
    }
    parameter.set(moved);
    float[][] logits = model.classLogits(ROWS);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        sum += weights[i][j] * logits[i][j];
      }
    }
    return sum;
  }

  private static int[] longRow(int seed) {
    Random random = new Random(seed);
    return random.ints(40 + random.nextInt(80), 0, 200).toArray();
  }

  private static void train(TrainableNetwork network, List<int[]> rows, int steps) {
    float[][] gradient = new float[rows.size()][2];
    gradient[0][1] = 1;
    for (int i = 0; i < steps; i++) {
      try (ForwardPass pass = network.forward(rows, Optional.empty(), 0);
          Gradients sums = network.gradients()) {
        assertThat(pass.logits()).hasNumberOfRows(rows.size());
        pass.backward(gradient, sums);
        assertThat(network.step(1 + i, sums, 1e-4)).isFinite();
      }
    }
  }

  private static int arraysOf(TrainableNetwork network) {
    return ((BaseNDManager) network.manager()).getManagedArrays().size();
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
    }
  }
}
