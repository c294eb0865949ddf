package io.heirloom.languagemodel.training;

/**
 * How far a training is. With the tensors of the network it is all that determines how it goes on:
 * the order of rows and the learning rate follow from the step.
 *
 * @param step optimiser steps done
 * @param seconds spent
 * @param tokens trained on
 * @param epochLoss sum of the losses of the steps of the last epoch so far
 * @param tokensAtOnce how many tokens go through the model at once, about
 * @param shrinkage product, over the steps, of what they multiply the embedding of tokens by that
 *     are never met
 * @param bestLoss smallest validation loss so far; infinite before the first
 * @param validationsSinceBest how many were not smaller since
 * @param lastValidated after which step the last was; 0 before the first
 */
record Progress(
    long step,
    double seconds,
    long tokens,
    double epochLoss,
    int tokensAtOnce,
    double shrinkage,
    double bestLoss,
    int validationsSinceBest,
    long lastValidated) {

  static Progress none(int tokensAtOnce) {
    return new Progress(0, 0, 0, 0, tokensAtOnce, 1, Double.POSITIVE_INFINITY, 0, 0);
  }

  /** One step further. */
  Progress stepped(
      double seconds, long tokens, double loss, boolean beginsEpoch, double shrinkage) {
    return new Progress(
        step + 1,
        this.seconds + seconds,
        this.tokens + tokens,
        beginsEpoch ? loss : epochLoss + loss,
        tokensAtOnce,
        this.shrinkage * shrinkage,
        bestLoss,
        validationsSinceBest,
        lastValidated);
  }

  Progress withTokensAtOnce(int number) {
    return new Progress(
        step,
        seconds,
        tokens,
        epochLoss,
        number,
        shrinkage,
        bestLoss,
        validationsSinceBest,
        lastValidated);
  }

  Progress validated(double loss) {
    boolean better = loss < bestLoss;
    return new Progress(
        step,
        seconds,
        tokens,
        epochLoss,
        tokensAtOnce,
        shrinkage,
        better ? loss : bestLoss,
        better ? 0 : validationsSinceBest + 1,
        step);
  }
}
