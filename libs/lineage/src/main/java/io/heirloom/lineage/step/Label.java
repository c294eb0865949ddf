package io.heirloom.lineage.step;

import io.heirloom.lineage.ArtifactKind;

/**
 * Labels the held-out rows with a weak model, its input.
 *
 * @param form whether labels are probabilities or decisions
 */
public record Label(TrustTask task, Form form) implements Step {
  /** The form of a weak label. */
  public enum Form {
    /** The weak model's probability of each class. */
    SOFT,
    /** 1 for the class the weak model holds likeliest, 0 for the others. */
    HARD
  }

  @Override
  public ArtifactKind produces() {
    return ArtifactKind.WEAK_LABELS;
  }

  @Override
  public String operation() {
    return "label";
  }
}
