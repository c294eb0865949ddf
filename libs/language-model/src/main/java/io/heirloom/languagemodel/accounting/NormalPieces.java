package io.heirloom.languagemodel.accounting;

/**
 * Cuts the standard normal distribution into pieces, from left to right; small ones keep digits.
 */
final class NormalPieces {
  private double end = Double.NEGATIVE_INFINITY;
  private double beyond;

  /** Probability of the piece from the last end up to this one, which is not smaller. */
  double upTo(double nextEnd) {
    double beyondNext = NormalTail.above(Math.abs(nextEnd));
    double probability = between(nextEnd, beyondNext);
    end = nextEnd;
    beyond = beyondNext;
    return probability;
  }

  private double between(double nextEnd, double beyondNext) {
    if (nextEnd <= 0) {
      return beyondNext - beyond;
    }
    return end >= 0 ? beyond - beyondNext : 1 - beyond - beyondNext;
  }
}
