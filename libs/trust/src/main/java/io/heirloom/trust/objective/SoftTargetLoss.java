package io.heirloom.trust.objective;

import io.heirloom.languagemodel.training.LossAndGradient;

/** Cross-entropy of logits with target distributions, in double precision. */
final class SoftTargetLoss {
  private SoftTargetLoss() {}

  /**
   * The mean over rows of -sum_c target_c log softmax(logits)_c, and its gradient at the logits.
   *
   * @param logits [batch][classes]
   * @param targets [batch][classes]
   */
  static LossAndGradient of(float[][] logits, double[][] targets) {
    int batch = logits.length;
    double loss = 0;
    float[][] gradient = new float[batch][];
    for (int row = 0; row < batch; row++) {
      double[] logProbabilities = Softmax.log(logits[row]);
      double[] target = targets[row];
      double mass = 0;
      for (int label = 0; label < target.length; label++) {
        loss -= target[label] * logProbabilities[label] / batch;
        mass += target[label];
      }
      gradient[row] = new float[target.length];
      for (int label = 0; label < target.length; label++) {
        double probability = Math.exp(logProbabilities[label]);
        gradient[row][label] = (float) ((mass * probability - target[label]) / batch);
      }
    }
    return new LossAndGradient(loss, gradient);
  }
}
