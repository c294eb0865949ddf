package io.heirloom.languagemodel.accounting;

/**
 * Privacy loss of one step of the sampled Gaussian mechanism as a function of its output: log(p/q),
 * where q is the standard normal density (the record is absent) and p is q but, at the sample rate,
 * shifted (the record is there). Outputs are in units of the noise's standard deviation, so the
 * shift is 1 / noise multiplier. The loss rises with the output. Where the record is added instead
 * of removed, the loss is this one negated, and outputs follow q instead of p.
 */
record PrivacyLoss(double rate, double shift) {
  static PrivacyLoss of(SampledGaussian mechanism) {
    return new PrivacyLoss(mechanism.sampleRate(), 1 / mechanism.noiseMultiplier());
  }

  /** log(1 - rate + rate exp(u)), u being the loss if every record were sampled. */
  double at(double output) {
    double u = shift * (output - shift / 2);
    return Math.abs(u) < 1
        ? Math.log1p(rate * Math.expm1(u))
        : LogSpace.sum(Math.log1p(-rate), Math.log(rate) + u);
  }

  /** The output at which the loss is this, negative infinity where the loss is always larger. */
  double outputAt(double loss) {
    double u = unsampled(loss);
    return Double.isNaN(u) ? Double.NEGATIVE_INFINITY : u / shift + shift / 2;
  }

  /**
   * The loss without sampling, NaN for a loss at or below log(1 - rate). Each form where it keeps
   * digits.
   */
  private double unsampled(double loss) {
    if (loss > 1) {
      return loss + Math.log1p((rate - 1) * Math.exp(-loss)) - Math.log(rate);
    }
    return loss < -1
        ? Math.log((Math.exp(loss) - (1 - rate)) / rate)
        : Math.log1p(Math.expm1(loss) / rate);
  }
}
