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
import io.heirloom.trust.objective.CrossEntropy;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
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
final class PrivacyBenchmark extends Workload {
  private static final double LEARNING_RATE = 5e-5;

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

  @Option(
      names = "--warm",
      defaultValue = "3",
      description = "How many steps come before those that are timed (default 3).")
  int warm;

  PrivacyBenchmark() {
    super(32, 12);
  }

  @Override
  String name() {
    return "dpsgd";
  }

  @Override
  Map<String, Object> measure() throws IOException {
    List<LabelledRow> data = rows(batch * (warm + steps));
    List<int[]> rows = data.stream().map(LabelledRow::ids).toList();
    StepTimes times = new StepTimes();
    if (task == Task.CLASSIFIER) {
      int[] labels = data.stream().mapToInt(LabelledRow::label).toArray();
      try (SequenceClassifier model = classifier()) {
        new ClassifierTraining(settings(), 1, TrainingPlace.CPU, privacy())
            .train(
                model,
                ClassifierRows.of(rows),
                CrossEntropy.withClasses(labels, 2),
                ValidationRows.NONE,
                times);
      }
    } else {
      try (CausalLanguageModel model = languageModel()) {
        new LanguageModelTraining(settings(), 1, TrainingPlace.CPU, LossMean.OVER_ROWS, privacy())
            .train(model, rows, List.of(), times);
      }
    }
    return results(times, rows.get(0).length);
  }

  private Optional<DpSgd> privacy() {
    return withPrivacy ? Optional.of(new DpSgd(1, 1, GaussianNoise.seeded(1))) : Optional.empty();
  }

  private TrainingSettings settings() {
    TrainingSettings usual = TrainingSettings.DEFAULT;
    return new TrainingSettings(
        1,
        batch,
        TrainingSettings.Batches.SHUFFLED,
        LEARNING_RATE,
        TrainingSettings.Schedule.LINEAR,
        0,
        0,
        usual.gradientClip(),
        usual.maxTokens(),
        usual.tokensAtOnce(),
        TrainingSettings.Precision.FLOAT32,
        0,
        0);
  }

  private Map<String, Object> results(StepTimes times, int rowLength) {
    long[] ends = times.ends();
    double seconds = (ends[ends.length - 1] - ends[warm - 1]) * NANOSECONDS;
    long tokens = times.tokens(ends.length) - times.tokens(warm);
    double[] milliseconds =
        LongStream.range(warm, ends.length)
            .mapToDouble(i -> (ends[(int) i] - ends[(int) i - 1]) * NANOSECONDS * MILLISECONDS)
            .toArray();
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("task", task.name());
    results.put("private", withPrivacy);
    results.put("steps", steps);
    results.put("rows", tokens / rowLength);
    results.put("wall_s", seconds);
    results.put("rows_per_s", tokens / (double) rowLength / seconds);
    results.put("real_tokens_per_s", tokens / seconds);
    results.put("step_ms_median", median(milliseconds));
    return results;
  }
}
