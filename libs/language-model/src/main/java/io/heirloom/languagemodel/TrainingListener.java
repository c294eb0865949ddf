package io.heirloom.languagemodel;

/** Hears of every optimiser step. */
public interface TrainingListener {
  /**
   * One more step is done. Whatever is thrown here stops training.
   *
   * @param step the number of the step just done, from 1
   * @param steps how many there will be
   * @param loss of the step's batch
   * @param learningRate used in the step
   * @param tokens real tokens, without padding, trained on so far
   */
  void stepped(long step, long steps, double loss, double learningRate, long tokens);
}
