package io.heirloom.languagemodel.accounting;

import io.heirloom.lineage.InvalidInputException;

/**
 * One step of DP-SGD as privacy accounting sees it: each record comes into the batch by a coin of
 * its own (Poisson sampling), and the sum of gradients clipped to norm C gets Gaussian noise.
 * Neighbouring data sets differ by one record that is added or removed (Abadi et al. 2016).
 *
 * @param sampleRate probability that a record comes into the batch, above 0, at most 1
 * @param noiseMultiplier standard deviation of the noise in units of C, 0 or more; 0: no noise,
 *     hence no privacy
 */
public record SampledGaussian(double sampleRate, double noiseMultiplier) {
  public SampledGaussian {
    if (!(sampleRate > 0 && sampleRate <= 1)) {
      throw new InvalidInputException("sample rate", sampleRate, "above 0 and at most 1");
    }
    if (!(noiseMultiplier >= 0 && noiseMultiplier <= Double.MAX_VALUE)) {
      throw new InvalidInputException("noise multiplier", noiseMultiplier, "0 or more");
    }
  }
}
