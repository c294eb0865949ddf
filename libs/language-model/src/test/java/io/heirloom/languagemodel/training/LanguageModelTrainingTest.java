package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.RowLoss;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.Prompt;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageModelTrainingTest {
  private static final String POEM =
      "the river runs, the paper burns, the seven clouds are green; "
          + "the table turns, the river learns, the paper is not seen. ";

  /** Rows of two tokens and of twenty: what is the mean of tokens differs from that of rows. */
  private static final List<int[]> UNEQUAL = unequal();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void learnsARepeatingTextAndGoesOnWithIt(boolean tied) {
    try (CausalLanguageModel model = model(tied)) {
      int[] text = model.tokenize(List.of(POEM.repeat(12)), 2000).get(0);
      List<int[]> rows = new ArrayList<>();
      for (int from = 0; from + 40 <= text.length; from += 7) {
        rows.add(Arrays.copyOfRange(text, from, from + 40));
      }
      List<Double> losses = new ArrayList<>();
      List<Double> validated = new ArrayList<>();
      TrainingOutcome outcome =
          new LanguageModelTraining(
                  settings(30, 8, 16_384), 1, TestDevice.PLACE, LossMean.OVER_TOKENS)
              .train(
                  model,
                  rows,
                  rows.subList(0, 5),
                  new TrainingListener() {
                    @Override
                    public void stepped(TrainingStep step) {
                      losses.add(step.loss());
                    }

                    @Override
                    public void validated(long step, double loss) {
                      validated.add(loss);
                    }
                  });
      assertThat(losses.get(0)).isGreaterThan(5);
      assertThat(outcome.finalLoss()).isLessThan(0.3);
      assertThat(validated).hasSize(30);
      assertThat(validated.get(29)).isLessThan(validated.get(0));
      assertThat(outcome.validationLoss()).hasValue(validated.get(29));
      assertThat(RowLoss.meanOverTokens(model.losses(rows.subList(0, 5), (done, total) -> {})))
          .isCloseTo(validated.get(29), within(1e-5));

      List<Prompt> prompts = List.of(new Prompt(0, Arrays.copyOf(text, 20)));
      int[] goesOn =
          model
              .generate(prompts, GenerationSettings.greedy(20, List.of()), (done, total) -> {})[0][
              0];
      assertThat(goesOn).isEqualTo(Arrays.copyOfRange(text, 20, 40));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OVER_TOKENS", "OVER_ROWS"})
  void aStepInPartsIsTheStepOfTheWholeBatch(LossMean mean) {
    try (CausalLanguageModel whole = model(false);
        CausalLanguageModel parts = model(false)) {
      double expected =
          mean == LossMean.OVER_TOKENS
              ? RowLoss.meanOverTokens(whole.losses(UNEQUAL, (done, total) -> {}))
              : RowLoss.meanOverRows(whole.losses(UNEQUAL, (done, total) -> {}));
      TrainingStep first = oneStep(whole, mean, 16_384);
      TrainingStep second = oneStep(parts, mean, 10);
      assertThat(first.loss()).isCloseTo(expected, within(1e-5));
      assertThat(second.loss()).isCloseTo(expected, within(1e-5));
      assertThat(second.gradientNorm())
          .isCloseTo(first.gradientNorm(), within(1e-5 * first.gradientNorm()));
    }
  }

  @Test
  void theTwoMeansDiffer() {
    try (CausalLanguageModel one = model(false);
        CausalLanguageModel other = model(false)) {
      double overTokens = oneStep(one, LossMean.OVER_TOKENS, 16_384).gradientNorm();
      double overRows = oneStep(other, LossMean.OVER_ROWS, 16_384).gradientNorm();
      assertThat(overRows / overTokens).isNotCloseTo(1, within(0.01));
    }
  }

  @Test
  void goesOnAfterAnInterruptionWithTheSameBits() throws IOException {
    Path straight = Files.createDirectory(folder.resolve("straight"));
    Path resumed = Files.createDirectory(folder.resolve("resumed"));
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    TrainingPlace place =
        new TrainingPlace(
            List.of(TestDevice.CHOSEN), Optional.of(() -> scratch), Duration.ofHours(1));
    try (CausalLanguageModel model = model(true)) {
      train(model, TestDevice.PLACE, TrainingListener.SILENT);
      model.save(straight);
    }
    try (CausalLanguageModel model = model(true)) {
      assertThatThrownBy(() -> train(model, place, LanguageModelTrainingTest::interrupt))
          .isInstanceOf(CancellationException.class);
    }
    try (CausalLanguageModel model = model(true)) {
      List<Long> steps = new ArrayList<>();
      train(model, place, step -> steps.add(step.number()));
      assertThat(steps).startsWith(6L);
      model.save(resumed);
    }
    assertThat(resumed.resolve("model.safetensors"))
        .hasSameBinaryContentAs(straight.resolve("model.safetensors"));
  }

  @Test
  void refusesRowsThatPredictNothing() {
    try (CausalLanguageModel model = model(false)) {
      assertThatThrownBy(
              () ->
                  new LanguageModelTraining(
                          settings(1, 8, 64), 1, TestDevice.PLACE, LossMean.OVER_ROWS)
                      .train(
                          model,
                          List.of(new int[] {1, 2}, new int[] {1}),
                          List.of(),
                          TrainingListener.SILENT))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("tokens of row 1");
    }
  }

  private static void interrupt(TrainingStep step) {
    if (step.number() == 5) {
      throw new CancellationException("as asked for");
    }
  }

  private static void train(
      CausalLanguageModel model, TrainingPlace place, TrainingListener listener) {
    new LanguageModelTraining(settings(3, 8, 16_384), 1, place, LossMean.OVER_TOKENS)
        .train(model, UNEQUAL, List.of(), listener);
  }

  private static TrainingStep oneStep(CausalLanguageModel model, LossMean mean, int tokensAtOnce) {
    List<TrainingStep> steps = new ArrayList<>();
    new LanguageModelTraining(settings(1, UNEQUAL.size(), tokensAtOnce), 1, TestDevice.PLACE, mean)
        .train(model, UNEQUAL, List.of(), steps::add);
    assertThat(steps).hasSize(1);
    return steps.get(0);
  }

  private static TrainingSettings settings(int epochs, int batchSize, int tokensAtOnce) {
    return new TrainingSettings(
        epochs,
        batchSize,
        TrainingSettings.Batches.SHUFFLED,
        3e-3,
        TrainingSettings.Schedule.LINEAR,
        0.1,
        0.01,
        1,
        64,
        tokensAtOnce,
        TrainingSettings.Precision.FLOAT32,
        1,
        0);
  }

  private static List<int[]> unequal() {
    Random random = new Random(1);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      rows.add(random.ints(i % 3 == 0 ? 20 : 2, 0, 200).toArray());
    }
    return rows;
  }

  private CausalLanguageModel model(boolean tied) {
    String name =
        "random:{\"hidden_size\":32,\"num_hidden_layers\":2,\"num_attention_heads\":4,"
            + "\"tie_word_embeddings\":%s}";
    Map<String, String> offline =
        Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", folder.resolve("cache").toString());
    ModelLibrary library =
        new ModelLibrary(HubSettings.of(offline), AllowedFolders.ANYWHERE, TestDevice.CHOSEN);
    return library.languageModel(library.pin(name.formatted(tied)), 1, (received, total) -> {});
  }
}
