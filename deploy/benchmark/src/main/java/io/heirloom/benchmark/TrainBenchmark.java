package io.heirloom.benchmark;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.training.ClassifierRows;
import io.heirloom.languagemodel.training.ClassifierTraining;
import io.heirloom.languagemodel.training.TrainingPlace;
import io.heirloom.languagemodel.training.ValidationRows;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import io.heirloom.trust.objective.CrossEntropy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fine-tuning of a classifier of two classes, as the services do it. */
@Command(name = "train", description = "Fine-tunes a classifier of two classes.")
final class TrainBenchmark extends Workload {
  private static final double LEARNING_RATE = 5e-5;

  @Option(
      names = "--warm",
      defaultValue = "3",
      description = "How many steps come before those that are timed (default 3).")
  int warm;

  @Option(
      names = "--batches",
      defaultValue = "BY_LENGTH",
      description = "Which rows come together: by_length (default) or shuffled.")
  TrainingSettings.Batches batches;

  @Option(
      names = "--precision",
      defaultValue = "FLOAT32",
      description = "float32 (default) or bfloat16.")
  Precision precision;

  @Option(
      names = "--scratch",
      description = "An empty folder for the state of training, saved as workers save it.")
  Optional<Path> scratch;

  TrainBenchmark() {
    super(32, 61);
  }

  @Override
  String name() {
    return "train";
  }

  @Override
  Map<String, Object> measure() throws IOException {
    List<LabelledRow> data = rows(batch * (warm + steps));
    List<int[]> rows = data.stream().map(LabelledRow::ids).toList();
    int[] labels = data.stream().mapToInt(LabelledRow::label).toArray();
    StepTimes times = new StepTimes();
    try (SequenceClassifier model = classifier()) {
      new ClassifierTraining(settings(), 1, place())
          .train(
              model,
              ClassifierRows.of(rows),
              CrossEntropy.withClasses(labels, 2),
              ValidationRows.NONE,
              times);
    }
    return results(times);
  }

  private TrainingPlace place() {
    return new TrainingPlace(
        TrainingPlace.CPU.devices(),
        scratch.map(folder -> () -> folder),
        TrainingPlace.CPU.saveInterval());
  }

  private TrainingSettings settings() {
    return new TrainingSettings(
        1,
        batch,
        batches,
        LEARNING_RATE,
        TrainingSettings.Schedule.LINEAR,
        0,
        0,
        TrainingSettings.DEFAULT.gradientClip(),
        TrainingSettings.DEFAULT.maxTokens(),
        TrainingSettings.DEFAULT.tokensAtOnce(),
        precision,
        0,
        0);
  }

  private Map<String, Object> results(StepTimes times) {
    long[] ends = times.ends();
    double seconds = (ends[ends.length - 1] - ends[warm - 1]) * NANOSECONDS;
    long tokens = times.tokens(ends.length) - times.tokens(warm);
    double[] milliseconds =
        LongStream.range(warm, ends.length)
            .mapToDouble(i -> (ends[(int) i] - ends[(int) i - 1]) * NANOSECONDS * MILLISECONDS)
            .toArray();
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("precision", precision.name());
    results.put("batches", batches.name());
    results.put("steps", steps);
    results.put("rows", batch * steps);
    results.put("real_tokens", tokens);
    results.put("wall_s", seconds);
    results.put("rows_per_s", batch * steps / seconds);
    results.put("real_tokens_per_s", tokens / seconds);
    results.put("step_ms_median", median(milliseconds));
    results.put("rss_mb_every_100_steps", times.residentMegabytes());
    results.put("first_loss", times.losses()[0]);
    results.put("last_loss", times.losses()[ends.length - 1]);
    return results;
  }
}
