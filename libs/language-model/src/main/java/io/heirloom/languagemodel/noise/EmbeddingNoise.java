package io.heirloom.languagemodel.noise;

import ai.djl.ndarray.NDArray;

/**
 * Noise on the embedding of each token (Eq. 5 and 8 of the paper), for what goes through a model
 * next: independent normal numbers of mean 0.
 *
 * @param stream that the numbers are drawn from, one pass after the other
 * @param deviation their standard deviation, above 0
 */
public record EmbeddingNoise(NoiseStream stream, double deviation) {
  /** Adds noise to embedded tokens, in place. */
  public void addTo(NDArray embedded) {
    stream.addTo(embedded, deviation);
  }
}
