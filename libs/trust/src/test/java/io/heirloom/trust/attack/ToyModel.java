package io.heirloom.trust.attack;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.languagemodel.training.ClassifierRows;
import io.heirloom.languagemodel.training.ClassifierTraining;
import io.heirloom.languagemodel.training.TrainingListener;
import io.heirloom.languagemodel.training.TrainingPlace;
import io.heirloom.languagemodel.training.ValidationRows;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Batches;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import io.heirloom.lineage.step.TrainingSettings.Schedule;
import io.heirloom.trust.objective.CrossEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A tiny model that has learned to tell praise (1) from blame (0), and texts of that kind. */
final class ToyModel implements AutoCloseable {
  static final int MAX_TOKENS = 64;

  private static final List<List<String>> TELLING =
      List.of(
          List.of("bad", "poor", "awful", "boring", "weak", "terrible"),
          List.of("good", "fine", "great", "lovely", "strong", "wonderful"));
  private static final List<String> THINGS =
      List.of("film", "story", "actor", "scene", "music", "river", "table", "paper");
  private static final List<String> OTHERS =
      List.of("old", "green", "long", "slow", "early", "quiet");

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          3,
          32,
          Batches.SHUFFLED,
          3e-3,
          Schedule.LINEAR,
          0.1,
          0.01,
          1,
          MAX_TOKENS,
          16_384,
          Precision.FLOAT32,
          0,
          0);

  private final SequenceClassifier classifier;

  private ToyModel(SequenceClassifier classifier) {
    this.classifier = classifier;
  }

  /** The model as it is drawn. */
  static ToyModel untrained() {
    ModelLibrary library =
        new ModelLibrary(
            HubSettings.of(Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", "nowhere")),
            AllowedFolders.ANYWHERE,
            ComputeDevice.CPU);
    return new ToyModel(
        library.classifier(library.pin("random:tiny"), 2, 1, (received, total) -> {}));
  }

  /** The model after some passes over texts of its kind. */
  static ToyModel trained() {
    ToyModel model = untrained();
    model.train();
    return model;
  }

  private void train() {
    List<Target> training = draw(1000, 1);
    int[] labels = training.stream().mapToInt(Target::label).toArray();
    new ClassifierTraining(SETTINGS, 1, TrainingPlace.CPU)
        .train(
            classifier,
            ClassifierRows.of(classifier.tokenize(texts(training), MAX_TOKENS)),
            CrossEntropy.withClasses(labels, 2),
            ValidationRows.NONE,
            TrainingListener.SILENT);
  }

  /** Texts with their labels: a telling word in each sentence, among others. */
  static List<Target> draw(int number, long seed) {
    Random random = new Random(seed);
    List<Target> targets = new ArrayList<>();
    for (int index = 0; index < number; index++) {
      int label = random.nextInt(2);
      StringBuilder text = new StringBuilder();
      for (int sentence = 0; sentence <= random.nextInt(3); sentence++) {
        text.append(
            "The %s %s was %s to the %s. "
                .formatted(
                    one(OTHERS, random),
                    one(THINGS, random),
                    one(TELLING.get(label), random),
                    one(THINGS, random)));
      }
      targets.add(Target.of(text.toString().strip(), label));
    }
    return targets;
  }

  static List<String> texts(List<Target> targets) {
    return targets.stream().map(target -> target.fields().get(0)).toList();
  }

  SequenceClassifier classifier() {
    return classifier;
  }

  /** The model as an attack sees it; of several fields it reads one after the other. */
  Victim victim() {
    return new ClassifierVictim(classifier, MAX_TOKENS, fields -> String.join(" ", fields));
  }

  WordNeighbours neighbours() {
    return new EmbeddingNeighbours(classifier, EmbeddingNeighbours.wordsOf(texts(draw(200, 3))));
  }

  @Override
  public void close() {
    classifier.close();
  }

  private static String one(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
