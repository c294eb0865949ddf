package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageModelTest {
  private static final String TIED = ",\"tie_word_embeddings\":true";
  private static final List<int[]> ROWS =
      List.of(new int[] {3, 1, 4, 1, 5, 9, 2, 6}, new int[] {5}, new int[] {2, 7, 1, 8, 2});

  /** One for each row, all different. */
  private static final double[] WEIGHTS = {0.5, 7, -1.25};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        TIED,
        TIED + ",\"use_parallel_residual\":false,\"attention_bias\":false",
        ",\"rotary_pct\":1.0,\"hidden_act\":\"gelu_new\"",
        ",\"num_hidden_layers\":1,\"hidden_act\":\"silu\"",
      })
  void gradientsAgreeWithFiniteDifferences(String variation) {
    Random random = new Random(1);
    try (GptNeox model = model(variation);
        TrainableNetwork network = network(model, ROWS);
        Gradients sums = network.gradients();
        LanguagePass pass = network.languagePass(ROWS, WEIGHTS, 0)) {
      pass.addTo(sums);
      assertThat(sums.sums()).hasSameSizeAs(model.parameters());
      for (int i = 0; i < sums.sums().size(); i++) {
        NDArray parameter = model.parameters().get(i);
        float[] value = parameter.toFloatArray();
        float[] gradient = asTheModels(model, sums.sums().get(i), value.length);
        float[] step = new float[value.length];
        double slope = 0;
        for (int j = 0; j < value.length; j++) {
          step[j] = (float) (random.nextGaussian() * 1e-2 / Math.sqrt(value.length));
          slope += step[j] * gradient[j];
        }
        double difference =
            (along(model, parameter, value, step, 1) - along(model, parameter, value, step, -1))
                / 2;
        parameter.set(value);
        assertThat(slope).as(model.names().get(i)).isCloseTo(difference, within(5e-5));
      }
    }
  }

  @Test
  void aPassSaysTheLossesThatTheModelHas() {
    try (GptNeox model = model("");
        TrainableNetwork network = network(model, ROWS);
        LanguagePass pass = network.languagePass(ROWS, WEIGHTS, 0)) {
      float[][] losses = model.tokenLosses(ROWS);
      assertThat(pass.tokenLosses()).isDeepEqualTo(losses);
      assertThat(losses).hasNumberOfRows(3);
      assertThat(losses[0]).hasSize(7);
      assertThat(losses[1]).isEmpty();
    }
  }

  @Test
  void aRowOfOneTokenHasNoLoss() {
    try (GptNeox model = model("")) {
      assertThat(model.tokenLosses(List.of(new int[] {5}))).isDeepEqualTo(new float[1][0]);
    }
  }

  /** So large a vocabulary that logits are worked out for 16 tokens at once. */
  @Test
  void cutsTheLogitsOfManyTokens() {
    List<int[]> rows = new Random(2).ints(4).mapToObj(LanguageModelTest::row).toList();
    double[] weights = {1, 1, 1, 1};
    try (GptNeox model = model(",\"vocab_size\":1048576,\"num_hidden_layers\":1");
        TrainableNetwork network = network(model, rows);
        Gradients together = network.gradients();
        Gradients apart = network.gradients();
        LanguagePass all = network.languagePass(rows, weights, 0)) {
      all.addTo(together);
      for (int i = 0; i < rows.size(); i++) {
        List<int[]> alone = rows.subList(i, i + 1);
        try (LanguagePass pass = network.languagePass(alone, new double[] {1}, 0)) {
          pass.addTo(apart);
          assertThat(all.tokenLosses()[i])
              .containsExactly(pass.tokenLosses()[0], within(1e-5f))
              .containsExactly(model.tokenLosses(rows)[i], within(1e-5f));
        }
      }
      for (int i = 0; i < apart.sums().size(); i++) {
        double norm = apart.sums().get(i).norm().getFloat();
        double off = together.sums().get(i).sub(apart.sums().get(i)).norm().getFloat();
        assertThat(off / norm).as("parameter %d", i).isLessThan(1e-5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", TIED})
  void shorterFactorsGiveNearlyTheSameGradient(String variation) {
    try (GptNeox model = model(variation);
        TrainableNetwork whole = network(model, ROWS);
        TrainableNetwork shorter =
            new TrainableNetwork(
                model, shorterFactors(), ROWS, List.of(TestDevice.CHOSEN.device()));
        Gradients expected = whole.gradients();
        Gradients actual = shorter.gradients();
        LanguagePass expectedPass = whole.languagePass(ROWS, WEIGHTS, 0);
        LanguagePass actualPass = shorter.languagePass(ROWS, WEIGHTS, 0)) {
      expectedPass.addTo(expected);
      actualPass.addTo(actual);
      assertThat(actualPass.tokenLosses()[0])
          .containsExactly(expectedPass.tokenLosses()[0], within(0.1f))
          .isNotEqualTo(expectedPass.tokenLosses()[0]);
      double norm = expected.sums().get(0).norm().getFloat();
      double off = actual.sums().get(0).sub(expected.sums().get(0)).norm().getFloat();
      assertThat(off / norm).isBetween(1e-6, 0.05);
    }
  }

  private static TrainingSettings shorterFactors() {
    TrainingSettings settings = TrainingSettings.DEFAULT;
    return new TrainingSettings(
        settings.epochs(),
        settings.batchSize(),
        settings.batches(),
        settings.learningRate(),
        settings.schedule(),
        settings.warmUpShare(),
        settings.weightDecay(),
        settings.gradientClip(),
        settings.maxTokens(),
        settings.tokensAtOnce(),
        TrainingSettings.Precision.BFLOAT16,
        settings.validationsPerEpoch(),
        settings.patience());
  }

  private static int[] row(int seed) {
    return new Random(seed).ints(14, 0, 1 << 20).toArray();
  }

  static GptNeox model(String variation) {
    return GptNeoxTest.stirred(
        GptNeox.randomLanguageModel(GptNeoxTest.config(variation), 7, TestDevice.CHOSEN.device()));
  }

  private static TrainableNetwork network(GptNeox model, List<int[]> rows) {
    return new TrainableNetwork(
        model, TrainingSettings.DEFAULT, rows, List.of(TestDevice.CHOSEN.device()));
  }

  /** The gradient of a whole embedding where that of the tokens met is given. */
  private static float[] asTheModels(GptNeox model, NDArray gradient, int size) {
    float[] met = gradient.toFloatArray();
    if (met.length == size) {
      return met;
    }
    int hidden = model.config().hiddenSize();
    float[] all = new float[size];
    long[] tokens = model.vocabulary().of(ROWS).tokens();
    for (int i = 0; i < tokens.length; i++) {
      System.arraycopy(met, i * hidden, all, (int) tokens[i] * hidden, hidden);
    }
    return all;
  }

  /** The weighted sum of losses with one parameter moved. */
  private static double along(
      GptNeox model, NDArray parameter, float[] value, float[] step, int sign) {
    float[] moved = value.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += sign * step[i];
    }
    parameter.set(moved);
    float[][] losses = model.tokenLosses(ROWS);
    double sum = 0;
    for (int i = 0; i < losses.length; i++) {
      double weight = WEIGHTS[i];
      for (float loss : losses[i]) {
        sum += weight * loss;
      }
    }
    return sum;
  }
}
