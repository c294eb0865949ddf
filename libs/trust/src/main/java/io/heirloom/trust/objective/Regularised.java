package io.heirloom.trust.objective;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;

/** A task's loss plus lambda times a regulariser (Eq. 3 and 7 of the paper). */
public final class Regularised implements LogitObjective {
  private final LogitObjective task;
  private final double lambda;
  private final LogitObjective regulariser;

  private Regularised(LogitObjective task, double lambda, LogitObjective regulariser) {
    this.task = task;
    this.lambda = lambda;
    this.regulariser = regulariser;
  }

  /**
   * The regularised loss.
   *
   * @param lambda the regulariser's weight, finite, 0 or more; at 0 the task's loss is left as it
   *     is
   */
  public static LogitObjective with(
      LogitObjective task, double lambda, LogitObjective regulariser) {
    if (!(lambda >= 0 && lambda <= Double.MAX_VALUE)) {
      throw new InvalidInputException("lambda", lambda, "a finite number, 0 or more");
    }
    return lambda == 0 ? task : new Regularised(task, lambda, regulariser);
  }

  @Override
  public LossAndGradient at(int[] rows, float[][] logits, double trainingShare) {
    LossAndGradient loss = task.at(rows, logits, trainingShare);
    LossAndGradient penalty = regulariser.at(rows, logits, trainingShare);
    float[][] gradient = new float[logits.length][];
    for (int row = 0; row < gradient.length; row++) {
      gradient[row] = loss.gradient()[row].clone();
      for (int label = 0; label < gradient[row].length; label++) {
        gradient[row][label] += (float) (lambda * penalty.gradient()[row][label]);
      }
    }
    return new LossAndGradient(loss.loss() + lambda * penalty.loss(), gradient);
  }
}
