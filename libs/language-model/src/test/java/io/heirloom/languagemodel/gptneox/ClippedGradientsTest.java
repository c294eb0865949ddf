package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.languagemodel.noise.NoiseStream;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Norms and clipped sums are those of rows' gradients that are worked out one by one. */
final class ClippedGradientsTest {
  private static final double RELATIVE = 1e-4;
  private static final String TIED = ",\"tie_word_embeddings\":true";

  /** So wide that pairs of tokens are fewer than numbers of a gradient. */
  private static final String WIDE = ",\"intermediate_size\":512";

  private static final List<int[]> ROWS = rows(2, 3, 3, 5, 45, 7, 8, 30, 31, 2, 44, 12);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"use_parallel_residual\":false",
        ",\"attention_bias\":false",
        ",\"use_parallel_residual\":false,\"num_hidden_layers\":3,\"hidden_act\":\"gelu_new\"",
        ",\"num_hidden_layers\":1,\"attention_bias\":false",
        WIDE,
        WIDE + ",\"use_parallel_residual\":false,\"attention_bias\":false",
      })
  void ofClassifiers(String variation) {
    List<int[]> rows = new ArrayList<>(ROWS);
    rows.add(new int[] {3});
    rows.add(new int[] {3});
    assertClassifierIsRight(variation, rows);
    assertClassifierIsRight(variation, List.of(new int[] {3}, new int[] {4}));
    assertClassifierIsRight(variation, List.of(ROWS.get(4)));
  }

  private static void assertClassifierIsRight(String variation, List<int[]> rows) {
    float[][] ofLogits = random(rows.size(), 2);
    try (GptNeox model = GptNeoxTest.model(variation);
        TrainableNetwork plain = plain(model);
        TrainableNetwork byRow = byRow(model)) {
      List<float[][]> one = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        try (Gradients sums = plain.gradients();
            ForwardPass pass = plain.forward(List.of(rows.get(i)), Optional.empty(), 0)) {
          pass.backward(new float[][] {ofLogits[i]}, sums);
          one.add(values(sums));
        }
      }
      double clip = middle(one);
      try (Gradients sums = noNoise(byRow);
          ForwardPass pass = byRow.forward(rows, Optional.empty(), 0)) {
        assertAgree(pass.addClipped(ofLogits, clip, sums), sums, one, clip);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        TIED,
        ",\"use_parallel_residual\":false",
        TIED + ",\"use_parallel_residual\":false,\"attention_bias\":false",
        ",\"num_hidden_layers\":1,\"hidden_act\":\"silu\"",
        WIDE,
        WIDE + TIED,
      })
  void ofLanguageModels(String variation) {
    assertLanguageModelIsRight(variation, ROWS);
    assertLanguageModelIsRight(variation, List.of(ROWS.get(0)));
  }

  private static void assertLanguageModelIsRight(String variation, List<int[]> rows) {
    double[] weights =
        IntStream.range(0, rows.size()).mapToDouble(row -> 1.0 / (row + 1)).toArray();
    try (GptNeox model = LanguageModelTest.model(variation);
        TrainableNetwork plain = plain(model);
        TrainableNetwork byRow = byRow(model)) {
      List<float[][]> one = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        try (Gradients sums = plain.gradients();
            LanguagePass pass =
                plain.languagePass(List.of(rows.get(i)), new double[] {weights[i]}, 0)) {
          pass.addTo(sums);
          one.add(values(sums));
        }
      }
      double clip = middle(one);
      try (Gradients sums = noNoise(byRow)) {
        ClippedRows clipped = byRow.addClipped(rows, weights, clip, 0, sums);
        assertAgree(clipped.norms(), sums, one, clip);
        assertThat(clipped.tokenLosses()).isDeepEqualTo(model.tokenLosses(rows));
      }
    }
  }

  @Test
  void sumsBeginAsNoise() {
    try (GptNeox model = GptNeoxTest.model("");
        TrainableNetwork byRow = byRow(model);
        Gradients sums = byRow.gradients(() -> GaussianNoise.seeded(1).stream(4), 3)) {
      NoiseStream same = GaussianNoise.seeded(1).stream(4);
      for (NDArray sum : sums.sums()) {
        try (NDArray noise = same.draw(model.manager(), sum.getShape(), 3)) {
          assertThat(sum.toFloatArray()).isEqualTo(noise.toFloatArray());
        }
      }
    }
  }

  @Test
  void aStepTellsOfARowThatIsNotFinite() {
    try (GptNeox model = GptNeoxTest.model("");
        TrainableNetwork byRow = byRow(model);
        Gradients sums = noNoise(byRow);
        ForwardPass pass = byRow.forward(ROWS.subList(0, 2), Optional.empty(), 0)) {
      pass.addClipped(new float[][] {{1, -1}, {1e30f, 0}}, 1, sums);
      assertThat(byRow.step(1, sums, 1e-3)).isNaN();
    }
  }

  private static void assertAgree(float[] norms, Gradients sums, List<float[][]> one, double clip) {
    float[][] expected = new float[one.get(0).length][];
    for (int row = 0; row < norms.length; row++) {
      double norm = norm(one.get(row));
      assertThat((double) norms[row]).as("row %d", row).isCloseTo(norm, within(RELATIVE * norm));
      addTimes(Math.min(1, clip / norm), one.get(row), expected);
    }
    float[][] actual = values(sums);
    assertThat(actual).hasNumberOfRows(expected.length);
    for (int i = 0; i < expected.length; i++) {
      double difference = 0;
      for (int j = 0; j < expected[i].length; j++) {
        difference += Math.pow(actual[i][j] - expected[i][j], 2);
      }
      assertThat(Math.sqrt(difference))
          .as("parameter %d", i)
          .isLessThan(RELATIVE * norm(new float[][] {expected[i]}) + 1e-9);
    }
  }

  private static void addTimes(double factor, float[][] gradient, float[][] sums) {
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] == null) {
        sums[i] = new float[gradient[i].length];
      }
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += (float) (factor * gradient[i][j]);
      }
    }
  }

  private static double middle(List<float[][]> gradients) {
    double[] norms = gradients.stream().mapToDouble(ClippedGradientsTest::norm).sorted().toArray();
    return norms[norms.length / 2];
  }

  private static double norm(float[][] gradient) {
    return Math.sqrt(
        Arrays.stream(gradient)
            .flatMapToDouble(
                part ->
                    IntStream.range(0, part.length).mapToDouble(i -> (double) part[i] * part[i]))
            .sum());
  }

  private static float[][] values(Gradients sums) {
    return sums.sums().stream().map(NDArray::toFloatArray).toArray(float[][]::new);
  }

  private static Gradients noNoise(TrainableNetwork network) {
    return network.gradients(() -> GaussianNoise.seeded(1).stream(1), 0);
  }

  /** A row of all tokens among those to come: its embedding is the whole. */
  private static TrainableNetwork plain(GptNeox model) {
    int[] all = IntStream.range(0, model.config().vocabularySize()).toArray();
    return new TrainableNetwork(
        model, TrainingSettings.DEFAULT, List.of(all), List.of(TestDevice.CHOSEN.device()));
  }

  private static TrainableNetwork byRow(GptNeox model) {
    return TrainableNetwork.byRow(
        model, TrainingSettings.DEFAULT, List.of(TestDevice.CHOSEN.device()));
  }

  /** Of few tokens, so that many come more than once. */
  private static List<int[]> rows(int... lengths) {
    Random random = new Random(1);
    return Arrays.stream(lengths).mapToObj(length -> random.ints(length, 1, 12).toArray()).toList();
  }

  private static float[][] random(int rows, int columns) {
    Random random = new Random(2);
    float[][] values = new float[rows][columns];
    for (float[] row : values) {
      for (int i = 0; i < columns; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return values;
  }
}
