package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;

/**
 * Differentially private training (DP-SGD, Abadi et al., 2016, https://arxiv.org/abs/1607.00133):
 * each row joins a step's batch independently of all others; its gradient is scaled down to a
 * largest norm; to the sum of these goes Gaussian noise; and AdamW steps along the sum over the
 * expected size of a batch.
 *
 * <p>For an accountant a training is as many compositions of the Gaussian mechanism, with Poisson
 * sampling at {@link #sampleRate} and {@link #noiseMultiplier}, as it has done steps; two data sets
 * are neighbours if one has a row more. That holds for the parameters, whatever is done with them.
 * It does not hold for what else a training says: losses, those of {@link TrainingStep} and {@link
 * TrainingOutcome} among them, tell of the rows themselves, and so do sizes of batches and the
 * choice of the best parameters by rows kept aside that are to be kept private, too. Nor does it
 * hold against those who know the seed of the order of rows or that of the noise.
 *
 * <p>What {@link TrainingSettings} say of batches by length and of the gradient's clipping has no
 * effect: such batches would depend on the rows, and the gradient consists of clipped rows already.
 *
 * @param clip largest norm of a row's gradient over all parameters, above 0
 * @param noiseMultiplier standard deviation of the noise in each coordinate, over {@code clip}; 0
 *     or more; with 0 nothing is private
 * @param noise of which each step draws the stream of its number, from 1
 */
public record DpSgd(double clip, double noiseMultiplier, GaussianNoise noise) {
  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of its range
   */
  public DpSgd {
    if (!(clip > 0) || Double.isInfinite(clip)) {
      throw new InvalidInputException("privacy.clip", clip, "a finite number above 0");
    }
    if (!(noiseMultiplier >= 0) || Double.isInfinite(noiseMultiplier)) {
      throw new InvalidInputException(
          "privacy.noise_multiplier", noiseMultiplier, "a finite number, 0 or more");
    }
  }

  /**
   * With what probability a row joins the batch of a step.
   *
   * @param rows how many there are, 1 or more
   */
  public static double sampleRate(TrainingSettings settings, int rows) {
    return Math.min(1, (double) settings.batchSize() / rows);
  }

  /** How many steps a training has that nothing stops early. */
  public static long steps(TrainingSettings settings, int rows) {
    return settings.epochs() * ((rows + settings.batchSize() - 1L) / settings.batchSize());
  }

  /** The standard deviation of the noise in each coordinate of the sum. */
  double deviation() {
    return clip * noiseMultiplier;
  }
}
