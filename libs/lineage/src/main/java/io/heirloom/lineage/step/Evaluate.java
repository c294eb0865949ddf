package io.heirloom.lineage.step;

import io.heirloom.lineage.ArtifactKind;

/**
 * Measures a checkpoint, its input.
 *
 * @param of the part the model plays, since some properties look at the rows it was trained on
 * @param on the rows it is measured on
 */
public record Evaluate(TrustTask task, Model of, Rows on) implements Step {
  /** The part a model plays in a study. */
  public enum Model {
    /** Taught by ground truth, teaches. */
    WEAK,
    /** The strong model taught by weak labels. */
    WEAK_TO_STRONG,
    /** The strong model taught by ground truth. */
    CEILING
  }

  /** Rows that models are measured on; none is of both kinds. */
  public enum Rows {
    /** Those a study's verdict stands on. */
    TEST,
    /** Those that settings such as lambda and alpha are chosen by, in place of test rows. */
    VALIDATION
  }

  @Override
  public ArtifactKind produces() {
    return ArtifactKind.EVALUATION;
  }

  @Override
  public String operation() {
    return "evaluate";
  }
}
