package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * A language model's losses on a batch and their gradient, worked out in one call, since the logits
 * that both need are too many to be kept. In native memory until it is closed.
 */
public final class LanguagePass implements AutoCloseable {
  private final NDManager manager;
  private final NextTokens tokens;
  private final NDList results;

  /**
   * @param manager owner of all that the pass needs
   * @param results of the program: gradients, and last the losses
   */
  LanguagePass(NDManager manager, NextTokens tokens, NDList results) {
    this.manager = manager;
    this.tokens = tokens;
    this.results = results;
  }

  /** The loss of each predicted token, in nats: [rows][tokens but the first]. */
  public float[][] tokenLosses() {
    return tokens.byRow(results.get(results.size() - 1).toFloatArray());
  }

  /** Adds the gradient. To be done once. */
  public void addTo(Gradients gradients) {
    gradients.add(new NDList(results.subList(0, results.size() - 1)));
  }

  @Override
  public void close() {
    manager.close();
  }
}
