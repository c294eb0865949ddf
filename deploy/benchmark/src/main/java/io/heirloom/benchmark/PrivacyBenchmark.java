package io.heirloom.benchmark;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.languagemodel.training.ClassifierRows;
import io.heirloom.languagemodel.training.ClassifierTraining;
import io.heirloom.languagemodel.training.DpSgd;
import io.heirloom.languagemodel.training.LanguageModelTraining;
import io.heirloom.languagemodel.training.LossMean;
import io.heirloom.languagemodel.training.TrainingPlace;
import io.heirloom.languagemodel.training.ValidationRows;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Batches;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import io.heirloom.trust.objective.CrossEntropy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Training under differential privacy, noise and optimiser included, or the same without. Private
 * batches differ in size: rows are counted by their tokens, of which each is to have the same
 * number.
 */
@Command(
    name = "dpsgd",
    description = "Trains a classifier or a language model under differential privacy.")
final class PrivacyBenchmark extends TrainingWorkload {
  /** What is trained. */
  enum Task {
    CLASSIFIER,
    LANGUAGE_MODEL
  }

  @Option(
      names = "--task",
      defaultValue = "CLASSIFIER",
      description = "classifier (default) or language_model.")
  Task task;

  @Option(
      names = "--private",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether with privacy (default) or without.")
  boolean withPrivacy;

  PrivacyBenchmark() {
    super(32, 12);
  }

  @Override
  String name() {
    return "dpsgd";
  }

  @Override
  Map<String, Object> measure() throws IOException {
    List<LabelledRow> data = rows();
    List<int[]> rows = data.stream().map(LabelledRow::ids).toList();
    StepTimes times = new StepTimes();
    TrainingSettings settings = settings(Batches.SHUFFLED, Precision.FLOAT32);
    if (task == Task.CLASSIFIER) {
      int[] labels = data.stream().mapToInt(LabelledRow::label).toArray();
      try (SequenceClassifier model = classifier()) {
        new ClassifierTraining(settings, 1, TrainingPlace.on(device), privacy())
            .train(
                model,
                ClassifierRows.of(rows),
                CrossEntropy.withClasses(labels, 2),
                ValidationRows.NONE,
                times);
      }
    } else {
      try (CausalLanguageModel model = languageModel()) {
        new LanguageModelTraining(
                settings, 1, TrainingPlace.on(device), LossMean.OVER_ROWS, privacy())
            .train(model, rows, List.of(), times);
      }
    }
    return results(times, rows.get(0).length);
  }

  private Optional<DpSgd> privacy() {
    return withPrivacy ? Optional.of(new DpSgd(1, 1, GaussianNoise.seeded(1))) : Optional.empty();
  }

  private Map<String, Object> results(StepTimes times, double rowLength) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("task", task.name());
    results.put("private", withPrivacy);
    results.putAll(timed(times, times.tokensAfter(warm) / rowLength));
    return results;
  }
}
