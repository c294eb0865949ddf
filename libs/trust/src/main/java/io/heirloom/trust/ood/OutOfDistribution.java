package io.heirloom.trust.ood;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.ClassifierTrainingSet.Validation;
import io.heirloom.trust.Metric;
import io.heirloom.trust.NamedSettings;
import io.heirloom.trust.Property;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.ClassifiedRows;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataSetFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Robustness out of distribution: whether a model that learned to tell the sentiment of movie
 * reviews still does where the same is said in another style. Regularised by noise on word
 * embeddings (Eq. 5 and 8 of the paper), whose strength is lambda.
 */
public final class OutOfDistribution implements Property {
  private static final int CLASSES = 2;
  private static final String TRAINING = "train";
  private static final String STYLES = "styles";
  private static final String NOISE = "noise";

  /** What lambda says of the noise: the paper's text gives both. */
  private enum Noise {
    /** Its standard deviation (appendix A.2). */
    STANDARD_DEVIATION,
    /** Its variance (Eq. 5). */
    VARIANCE
  }

  @Override
  public String name() {
    return "ood-robustness";
  }

  @Override
  public double defaultLambda() {
    return 2e-3;
  }

  @Override
  public double defaultAlphaMax() {
    return 0.25;
  }

  @Override
  public void check(TrustTask task) {
    noise(task);
  }

  @Override
  public List<Metric> metrics() {
    return StyleMetrics.all();
  }

  /** Rows to judge by are drawn by sentence: of each that is drawn, all styles are. */
  @Override
  public ClassificationTask<? extends Example> open(
      TrustTask task, DataLibrary data, Optional<Path> mirror) {
    Noise noise = noise(task);
    DataSource source = task.data();
    DataSetFiles files = data.open(source, mirror);
    Styles styles = StyleReader.read(files.get(STYLES));
    SentenceSplit split =
        SentenceSplit.of(
            SourceRows.removedFrom(training(files), styles.base()),
            source.rows(),
            source.splitSeed());
    return new ClassificationTask<>(
        CLASSES,
        split.weak(),
        split.weakValidation(),
        split.heldOut(),
        split.heldOutValidation(),
        JudgedSentences.of(styles, source),
        (rows, loss, lambda, validation) -> noisy(noise, rows, loss, lambda, validation));
  }

  @Override
  public SortedMap<String, Double> measure(ScoredRows rows) {
    return StyleMetrics.of(ClassifiedRows.of(rows));
  }

  private static Noise noise(TrustTask task) {
    return new NamedSettings(task.settings(), List.of(NOISE)).choice(NOISE, Noise.values());
  }

  private static List<Sentence> training(DataSetFiles files) {
    List<Sentence> sentences = new ArrayList<>();
    for (Map.Entry<String, DataFile> file : files.byName().entrySet()) {
      if (file.getKey().startsWith(TRAINING)) {
        sentences.addAll(SentenceReader.read(file.getValue()));
      }
    }
    if (sentences.isEmpty()) {
      throw new InvalidInputException(
          "data.name", files.byName().keySet(), "a set with a file whose name begins with train");
    }
    return sentences;
  }

  private static ClassifierTrainingSet noisy(
      Noise noise, List<Sentence> rows, LogitObjective loss, double lambda, Validation validation) {
    double deviation =
        switch (noise) {
          case STANDARD_DEVIATION -> lambda;
          case VARIANCE -> Math.sqrt(lambda);
        };
    return new ClassifierTrainingSet(CLASSES, Example.texts(rows), 1, loss, deviation, validation);
  }
}
