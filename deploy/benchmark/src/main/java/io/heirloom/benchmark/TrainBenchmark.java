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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fine-tuning of a classifier of two classes, as the services do it. */
@Command(name = "train", description = "Fine-tunes a classifier of two classes.")
final class TrainBenchmark extends TrainingWorkload {
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
    List<LabelledRow> data = rows();
    List<int[]> rows = data.stream().map(LabelledRow::ids).toList();
    int[] labels = data.stream().mapToInt(LabelledRow::label).toArray();
    StepTimes times = new StepTimes();
    try (SequenceClassifier model = classifier()) {
      new ClassifierTraining(settings(batches, precision), 1, place())
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
    TrainingPlace here = TrainingPlace.on(device);
    return new TrainingPlace(
        here.devices(), scratch.map(folder -> () -> folder), here.saveInterval());
  }

  private Map<String, Object> results(StepTimes times) {
    double[] losses = times.losses();
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("precision", precision.name());
    results.put("batches", batches.name());
    results.putAll(timed(times, batch * steps));
    results.put("rss_mb_every_100_steps", times.residentMegabytes());
    results.put("first_loss", losses[0]);
    results.put("last_loss", losses[losses.length - 1]);
    return results;
  }
}
