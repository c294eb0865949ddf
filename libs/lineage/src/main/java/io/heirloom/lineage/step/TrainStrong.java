package io.heirloom.lineage.step;

import io.heirloom.lineage.ArtifactKind;

/**
 * Trains the strong model on the held-out rows: on weak labels, its input, or as the strong ceiling
 * on ground truth (a root).
 *
 * @param supervision what teaches it
 * @param lambda weight of the property's regulariser, 0 or more; 0 is training without it
 * @param seed of initialisation (where the model has none of its own), order of rows and noise
 */
public record TrainStrong(
    TrustTask task,
    ModelSource model,
    TrainingSettings training,
    Supervision supervision,
    double lambda,
    long seed)
    implements Step {
  @Override
  public ArtifactKind produces() {
    return ArtifactKind.CHECKPOINT;
  }

  @Override
  public String operation() {
    return "train-strong";
  }
}
