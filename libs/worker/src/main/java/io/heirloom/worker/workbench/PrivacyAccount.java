package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.accounting.SampledGaussian;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.languagemodel.training.DpSgd;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.trust.DifferentialPrivacy;

/**
 * The privacy of one training's rows: the noise it takes, found before training, and what is spent
 * as it goes on.
 *
 * @param rows how many there are
 */
record PrivacyAccount(DifferentialPrivacy privacy, SampledGaussian mechanism, int rows) {
  /**
   * Opens it for a training that is to be done to its end.
   *
   * @throws InvalidInputException where no noise keeps to what may be spent
   */
  static PrivacyAccount of(DifferentialPrivacy privacy, TrainingSettings settings, int rows) {
    if (rows < 2) {
      throw new InvalidInputException("training rows", rows, "2 or more, to hide each among them");
    }
    SampledGaussian mechanism =
        privacy.mechanism(DpSgd.sampleRate(settings, rows), DpSgd.steps(settings, rows), rows);
    return new PrivacyAccount(privacy, mechanism, rows);
  }

  /** How that training keeps to it. */
  DpSgd dpSgd(long seed) {
    return new DpSgd(
        privacy.clip(),
        mechanism.noiseMultiplier(),
        privacy.secret() ? GaussianNoise.secure() : GaussianNoise.seeded(seed));
  }

  /** What so many steps have spent. */
  PrivacySpent spent(long steps) {
    return privacy.spent(mechanism, steps, rows);
  }
}
