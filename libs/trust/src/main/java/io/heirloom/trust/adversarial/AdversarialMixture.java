package io.heirloom.trust.adversarial;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;

/**
 * Adversarial training, Eq. 4 and 9 of the paper: (1 - lambda) times the loss at the clean texts
 * plus lambda times the loss at their adversarial counterparts. With n examples, training rows 0 to
 * n - 1 are their clean texts, n to 2n - 1 their adversarial ones, in the same order; a batch has
 * the clean texts of its examples, then the adversarial ones, in the same order.
 */
final class AdversarialMixture implements LogitObjective {
  private final LogitObjective clean;
  private final LogitObjective adversarial;
  private final double lambda;
  private final int examples;

  /**
   * @param clean the loss at clean texts; it takes rows as indices of examples
   * @param adversarial the loss at adversarial texts; it takes rows as indices of examples
   * @param lambda the share of the loss at adversarial texts, 0 to 1
   * @param examples how many there are
   */
  AdversarialMixture(
      LogitObjective clean, LogitObjective adversarial, double lambda, int examples) {
    if (!(lambda >= 0 && lambda <= 1)) {
      throw new InvalidInputException("lambda", lambda, "0 to 1");
    }
    this.clean = clean;
    this.adversarial = adversarial;
    this.lambda = lambda;
    this.examples = examples;
  }

  @Override
  public LossAndGradient at(int[] rows, float[][] logits, double trainingShare) {
    int[] batch = examplesOf(rows);
    LossAndGradient atClean = clean.at(batch, Arrays.copyOf(logits, batch.length), trainingShare);
    LossAndGradient atAdversarial =
        adversarial.at(batch, Arrays.copyOfRange(logits, batch.length, rows.length), trainingShare);
    float[][] gradient = new float[rows.length][];
    for (int index = 0; index < batch.length; index++) {
      gradient[index] = times(1 - lambda, atClean.gradient()[index]);
      gradient[batch.length + index] = times(lambda, atAdversarial.gradient()[index]);
    }
    return new LossAndGradient(
        (1 - lambda) * atClean.loss() + lambda * atAdversarial.loss(), gradient);
  }

  private int[] examplesOf(int[] rows) {
    int[] batch = Arrays.copyOf(rows, rows.length / 2);
    boolean paired = rows.length % 2 == 0;
    for (int index = 0; paired && index < batch.length; index++) {
      paired = batch[index] < examples && rows[batch.length + index] == batch[index] + examples;
    }
    if (!paired) {
      throw new IllegalArgumentException(
          "rows " + Arrays.toString(rows) + " are not both texts of some of " + examples);
    }
    return batch;
  }

  private static float[] times(double factor, float[] row) {
    float[] product = new float[row.length];
    for (int label = 0; label < row.length; label++) {
      product[label] = (float) (factor * row[label]);
    }
    return product;
  }
}
