package io.heirloom.lineage.step;

import io.heirloom.lineage.ArtifactKind;

/** Measures a checkpoint, its input, on the test rows. */
public record Evaluate(TrustTask task) implements Step {
  @Override
  public ArtifactKind produces() {
    return ArtifactKind.EVALUATION;
  }

  @Override
  public String operation() {
    return "evaluate";
  }
}
