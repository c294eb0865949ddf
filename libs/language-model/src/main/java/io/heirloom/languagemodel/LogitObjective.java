package io.heirloom.languagemodel;

/** A loss at the classifier's logits, with its gradient: plain Java, no native code. */
@FunctionalInterface
public interface LogitObjective {
  /**
   * The loss of one batch.
   *
   * @param rows which training rows the batch holds: indices into the training set, [batch]
   * @param logits the model's answers for them, [batch][classes]
   * @param trainingShare how far training has come: step / steps, with the step counted from 0
   */
  LossAndGradient at(int[] rows, float[][] logits, double trainingShare);
}
