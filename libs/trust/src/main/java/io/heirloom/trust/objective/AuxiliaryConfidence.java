package io.heirloom.trust.objective;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;

/**
 * WTS-Aux: the auxiliary-confidence loss, Eq. 1 of the paper. Cross-entropy with (1 - alpha) times
 * the weak label plus alpha times the strong model's own hardened label, which counts as a constant
 * in the gradient. The shares of hardened labels in a batch are those of its weak labels, which
 * takes batches of some size (32 and more) to be meaningful.
 */
public final class AuxiliaryConfidence implements LogitObjective {
  private final float[][] weakLabels;
  private final double alphaMax;
  private final double warmUpShare;

  /**
   * @param weakLabels of each training row, [rows][classes]; not copied
   * @param alphaMax alpha after warm-up, 0 to 1
   * @param warmUpShare share of training, 0 to 1, over which alpha rises linearly from 0
   */
  public AuxiliaryConfidence(float[][] weakLabels, double alphaMax, double warmUpShare) {
    this.weakLabels = weakLabels;
    this.alphaMax = share("alpha.max", alphaMax);
    this.warmUpShare = share("alpha.warm_up", warmUpShare);
  }

  @Override
  public LossAndGradient at(int[] rows, float[][] logits, double trainingShare) {
    double[][] weak = Batch.of(rows, weakLabels);
    double alpha = alphaMax * warmUpFactor(trainingShare, warmUpShare);
    return at(logits, weak, meanOf(weak), alpha);
  }

  /** The loss of a batch whose hardened labels shall have the given class shares. */
  static LossAndGradient at(float[][] logits, double[][] weak, double[] classShares, double alpha) {
    double[][] probabilities = Arrays.stream(logits).map(Softmax::of).toArray(double[][]::new);
    int[] hardened = HardenedLabels.of(probabilities, classShares);
    double[][] targets = new double[weak.length][];
    for (int row = 0; row < weak.length; row++) {
      targets[row] = Arrays.stream(weak[row]).map(label -> (1 - alpha) * label).toArray();
      targets[row][hardened[row]] += alpha;
    }
    return SoftTargetLoss.of(logits, targets);
  }

  /** The share of its maximum that alpha has after a share of training: linear, then 1. */
  static double warmUpFactor(double trainingShare, double warmUpShare) {
    return trainingShare >= warmUpShare ? 1 : trainingShare / warmUpShare;
  }

  private static double[] meanOf(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int column = 0; column < mean.length; column++) {
        mean[column] += row[column] / rows.length;
      }
    }
    return mean;
  }

  private static double share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidInputException(field, value, "0 to 1");
    }
    return value;
  }
}
