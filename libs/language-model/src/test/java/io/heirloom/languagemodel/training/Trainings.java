package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.ToyTexts;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Batches;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import io.heirloom.lineage.step.TrainingSettings.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Small trainings on toy texts. */
final class Trainings {
  static final TrainingSettings SETTINGS =
      new TrainingSettings(
          3,
          32,
          Batches.SHUFFLED,
          3e-3,
          Schedule.LINEAR,
          0.1,
          0.01,
          1,
          64,
          16_384,
          Precision.FLOAT32,
          1,
          0);

  private static final ToyTexts TEXTS = ToyTexts.draw(200, 1);
  private static final ToyTexts KEPT_ASIDE = ToyTexts.draw(40, 2);

  private Trainings() {}

  static TrainingSettings by(Batches batches) {
    return with(SETTINGS, batches, SETTINGS.tokensAtOnce(), SETTINGS.precision(), 1, 0);
  }

  static TrainingSettings atOnce(int tokens) {
    return with(SETTINGS, SETTINGS.batches(), tokens, SETTINGS.precision(), 1, 0);
  }

  static TrainingSettings in(Precision precision) {
    return with(SETTINGS, SETTINGS.batches(), SETTINGS.tokensAtOnce(), precision, 1, 0);
  }

  static TrainingSettings patient(int validationsPerEpoch, int patience) {
    return with(
        SETTINGS,
        SETTINGS.batches(),
        SETTINGS.tokensAtOnce(),
        SETTINGS.precision(),
        validationsPerEpoch,
        patience);
  }

  private static TrainingSettings with(
      TrainingSettings like,
      Batches batches,
      int tokensAtOnce,
      Precision precision,
      int validationsPerEpoch,
      int patience) {
    return new TrainingSettings(
        like.epochs(),
        like.batchSize(),
        batches,
        like.learningRate(),
        like.schedule(),
        like.warmUpShare(),
        like.weightDecay(),
        like.gradientClip(),
        like.maxTokens(),
        tokensAtOnce,
        precision,
        validationsPerEpoch,
        patience);
  }

  /** A place whose state is saved as often as may be. */
  static TrainingPlace keepingStateIn(Path folder) {
    return new TrainingPlace(
        List.of(TestDevice.CHOSEN), Optional.of(() -> folder), Duration.ofNanos(1));
  }

  /**
   * Trains a classifier that is drawn from a seed.
   *
   * @return the weights, as they are saved
   */
  static byte[] weights(TrainingSettings settings, TrainingPlace place, TrainingListener listener) {
    return weights(settings, place, listener, rows -> rows);
  }

  static byte[] weights(
      TrainingSettings settings,
      TrainingPlace place,
      TrainingListener listener,
      UnaryOperator<List<int[]>> keptAside) {
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      new ClassifierTraining(settings, 1, place)
          .train(
              model,
              ClassifierRows.of(model.tokenize(TEXTS.texts(), 64)),
              TEXTS.objective(),
              new ValidationRows(
                  keptAside.apply(model.tokenize(KEPT_ASIDE.texts(), 64)),
                  logits -> KEPT_ASIDE.loss(logits)),
              listener);
      return weights(model);
    }
  }

  static List<Double> losses(TrainingSettings settings, TrainingPlace place) {
    List<Double> losses = new ArrayList<>();
    weights(settings, place, step -> losses.add(step.loss()));
    return losses;
  }

  private static byte[] weights(SequenceClassifier model) {
    try {
      Path folder = Files.createTempDirectory("weights");
      model.save(folder);
      byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
      for (String file : List.of("model.safetensors", "config.json", "tokenizer.json")) {
        Files.delete(folder.resolve(file));
      }
      Files.delete(folder);
      return weights;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
