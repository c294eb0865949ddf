package io.heirloom.lineage.step;

import io.heirloom.lineage.ArtifactKind;

/**
 * Trains the weak model on ground truth. A root.
 *
 * @param lambda weight of the property's regulariser, 0 or more; 0 is training without it
 * @param seed of initialisation (where the model has none of its own), order of rows and noise
 */
public record TrainWeak(
    TrustTask task, ModelSource model, TrainingSettings training, double lambda, long seed)
    implements Step {
  @Override
  public ArtifactKind produces() {
    return ArtifactKind.CHECKPOINT;
  }

  @Override
  public String operation() {
    return "train-weak";
  }
}
