package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.RowProgress;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.trust.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;

/** A checkpoint in a folder, loaded when it is first asked, in native memory until closed. */
final class LentCheckpoint implements Checkpoint, AutoCloseable {
  private final Path folder;
  private final ComputeDevice device;
  private final RowProgress progress;
  private SequenceClassifier classifier;
  private CausalLanguageModel languageModel;

  LentCheckpoint(Path folder, ComputeDevice device, RowProgress progress) {
    this.folder = folder;
    this.device = device;
    this.progress = progress;
  }

  @Override
  public SequenceClassifier classifier() {
    if (classifier == null) {
      classifier = SequenceClassifier.load(folder, device);
    }
    return classifier;
  }

  @Override
  public CausalLanguageModel languageModel() {
    if (languageModel == null) {
      languageModel = CausalLanguageModel.load(folder, device);
    }
    return languageModel;
  }

  @Override
  public Optional<PrivacySpent> privacySpent() {
    return CheckpointCard.of(folder).flatMap(CheckpointCard::privacySpent);
  }

  @Override
  public RowProgress progress() {
    return progress;
  }

  @Override
  public void close() {
    if (classifier != null) {
      classifier.close();
    }
    if (languageModel != null) {
      languageModel.close();
    }
  }
}
