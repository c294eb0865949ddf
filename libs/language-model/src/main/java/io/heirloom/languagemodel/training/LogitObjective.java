package io.heirloom.languagemodel.training;

/** What a classifier is trained to make small, as a function of its logits. */
public interface LogitObjective {
  /**
   * The loss of a batch.
   *
   * @param rows the batch, as indices into the training rows
   * @param logits the classifier's answers to them, [rows][classes]
   * @param trainingShare how far training is: steps done over all steps, from 0, always below 1
   */
  LossAndGradient at(int[] rows, float[][] logits, double trainingShare);
}
