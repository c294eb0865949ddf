package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.gptneox.Gradients;
import java.util.OptionalDouble;

/** What a network is trained to make small. */
interface BatchLoss {
  /**
   * The loss of a batch; its gradient is added.
   *
   * @param step of the training, from 0
   * @param rows the batch, as indices into the training rows
   * @param trainingShare how far training is: steps done over all steps, from 0, always below 1
   * @param tokensAtOnce how many tokens may go through the model at once, about
   * @param gradients empty before
   */
  double of(long step, int[] rows, double trainingShare, int tokensAtOnce, Gradients gradients);

  /** The loss over the rows kept aside, if there are any. */
  OptionalDouble ofValidation(int tokensAtOnce);
}
