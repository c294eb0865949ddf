package io.heirloom.languagemodel.accounting;

/**
 * Privacy loss of one step on average, and where the sum over all steps lies but for a small
 * probability on either side.
 */
record LossSpan(double mean, double lowest, double highest) {
  static LossSpan of(LossMoments moments, long steps, double logProbability) {
    return new LossSpan(
        moments.mean(),
        moments.lowerEnd(steps, logProbability),
        moments.upperEnd(steps, logProbability));
  }

  double width() {
    return highest - lowest;
  }

  double middle() {
    return (lowest + highest) / 2;
  }
}
