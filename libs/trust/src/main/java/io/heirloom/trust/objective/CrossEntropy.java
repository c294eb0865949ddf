package io.heirloom.trust.objective;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;

/**
 * Cross-entropy with the label of each row: ground truth, or weak labels as they are (WTS-Naive).
 */
public final class CrossEntropy implements LogitObjective {
  private final float[][] targets;

  /**
   * With distributions over classes.
   *
   * @param targets the label of each training row, [rows][classes]; not copied
   */
  public CrossEntropy(float[][] targets) {
    this.targets = targets;
  }

  /**
   * With true classes.
   *
   * @param labels the class of each training row, 0 to classes - 1
   */
  public static CrossEntropy withClasses(int[] labels, int classes) {
    float[][] targets = new float[labels.length][classes];
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new InvalidInputException(
            "label of row " + row, labels[row], "0 to " + (classes - 1));
      }
      targets[row][labels[row]] = 1;
    }
    return new CrossEntropy(targets);
  }

  @Override
  public LossAndGradient at(int[] rows, float[][] logits, double trainingShare) {
    return SoftTargetLoss.of(logits, Batch.of(rows, targets));
  }
}
