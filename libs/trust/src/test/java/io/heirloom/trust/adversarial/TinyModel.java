package io.heirloom.trust.adversarial;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.RowProgress;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.accounting.PrivacySpent;
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
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.ClassifierTrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint of a tiny model, drawn from a seed.
 *
 * @param told every progress it was told of
 */
record TinyModel(SequenceClassifier classifier, List<Long> told)
    implements Checkpoint, AutoCloseable {
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          4,
          32,
          Batches.SHUFFLED,
          3e-3,
          Schedule.LINEAR,
          0.1,
          0,
          1,
          64,
          16_384,
          Precision.FLOAT32,
          0,
          0);

  /** The model as it is drawn. */
  static TinyModel drawn(int classes) {
    ModelLibrary library =
        new ModelLibrary(
            HubSettings.of(Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", "nowhere")),
            AllowedFolders.ANYWHERE,
            ComputeDevice.CPU);
    return new TinyModel(
        library.classifier(library.pin("random:tiny"), classes, 1, (received, total) -> {}),
        new ArrayList<>());
  }

  /** The model after some passes over what it is to learn. */
  static TinyModel trained(ClassifierTrainingSet set) {
    TinyModel model = drawn(set.classes());
    new ClassifierTraining(SETTINGS, 1, TrainingPlace.CPU)
        .train(
            model.classifier,
            new ClassifierRows(
                model.classifier.tokenize(set.texts(), SETTINGS.maxTokens()),
                set.views(),
                set.embeddingNoise()),
            set.objective(),
            ValidationRows.NONE,
            TrainingListener.SILENT);
    return model;
  }

  @Override
  public CausalLanguageModel languageModel() {
    throw new UnsupportedOperationException("a classifier");
  }

  @Override
  public Optional<PrivacySpent> privacySpent() {
    return Optional.empty();
  }

  @Override
  public RowProgress progress() {
    return (done, total) -> told.add(1000 * done / total);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
