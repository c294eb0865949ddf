package io.heirloom.trust.objective;

/** Probabilities of classes from logits, in double precision. */
public final class Softmax {
  private Softmax() {}

  /** The probability of each class. */
  public static double[] of(float[] logits) {
    double[] probabilities = log(logits);
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] = Math.exp(probabilities[label]);
    }
    return probabilities;
  }

  /** The logarithm of the probability of each class: finite for any finite logits. */
  static double[] log(float[] logits) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - highest);
    }
    double normaliser = highest + Math.log(sum);
    double[] logProbabilities = new double[logits.length];
    for (int label = 0; label < logits.length; label++) {
      logProbabilities[label] = logits[label] - normaliser;
    }
    return logProbabilities;
  }
}
