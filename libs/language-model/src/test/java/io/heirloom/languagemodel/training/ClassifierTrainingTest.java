package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.ToyTexts;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassifierTrainingTest {
  private static final TrainingSettings SETTINGS = Trainings.SETTINGS;

  @TempDir Path folder;

  @Test
  void learnsToTellSeparableTextsApart() {
    ToyTexts training = ToyTexts.draw(1000, 1);
    ToyTexts test = ToyTexts.draw(200, 2);
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      List<int[]> rows = model.tokenize(training.texts(), SETTINGS.maxTokens());
      List<Long> steps = new ArrayList<>();
      TrainingOutcome outcome =
          new ClassifierTraining(SETTINGS, 1, TestDevice.PLACE)
              .train(
                  model,
                  ClassifierRows.of(rows),
                  training.objective(),
                  ValidationRows.NONE,
                  step -> steps.add(step.number()));
      float[][] logits =
          model.logits(model.tokenize(test.texts(), SETTINGS.maxTokens()), (done, total) -> {});

      assertThat(test.accuracy(logits)).isGreaterThan(0.95);
      assertThat(outcome.steps()).isEqualTo(96);
      assertThat(steps).hasSize(96).startsWith(1L).endsWith(96L);
      assertThat(outcome.tokens()).isEqualTo(3L * rows.stream().mapToInt(row -> row.length).sum());
      assertThat(outcome.finalLoss()).isLessThan(0.2);
    }
  }

  @Test
  void givesTheSameBitsForTheSameSeed() throws IOException {
    Path first = trainedOn(1, "first");
    Path again = trainedOn(1, "again");
    Path other = trainedOn(2, "other");
    for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      assertThat(first.resolve(file)).hasSameBinaryContentAs(again.resolve(file));
    }
    assertThat(
            Files.mismatch(first.resolve("model.safetensors"), other.resolve("model.safetensors")))
        .isNotEqualTo(-1);
  }

  @Test
  void stopsAtOnceWhenTheLossIsNoNumber() {
    LogitObjective broken =
        (rows, logits, share) ->
            new LossAndGradient(share < 0.5 ? 1 : Double.NaN, new float[rows.length][2]);
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      List<int[]> rows = model.tokenize(ToyTexts.draw(64, 1).texts(), 64);
      assertThatThrownBy(
              () ->
                  new ClassifierTraining(SETTINGS, 1, TestDevice.PLACE)
                      .train(
                          model,
                          ClassifierRows.of(rows),
                          broken,
                          ValidationRows.NONE,
                          TrainingListener.SILENT))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("training.learning_rate")
          .hasMessageContaining("loss was NaN at step 4 of 6");
    }
  }

  private Path trainedOn(long seed, String name) throws IOException {
    ToyTexts training = ToyTexts.draw(200, 1);
    try (SequenceClassifier model = ToyTexts.tinyClassifier(seed)) {
      new ClassifierTraining(SETTINGS, seed, TestDevice.PLACE)
          .train(
              model,
              ClassifierRows.of(model.tokenize(training.texts(), 64)),
              training.objective(),
              ValidationRows.NONE,
              TrainingListener.SILENT);
      Path checkpoint = Files.createDirectory(folder.resolve(name));
      model.save(checkpoint);
      return checkpoint;
    }
  }
}
