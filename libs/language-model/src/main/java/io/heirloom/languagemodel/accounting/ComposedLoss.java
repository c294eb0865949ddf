package io.heirloom.languagemodel.accounting;

/**
 * The distribution of the privacy loss of many steps, on a grid (Gopi, Lee, Wutschitz 2021,
 * "Numerical Composition of Differential Privacy", algorithm 1): the loss of one step is rounded to
 * a grid and shifted back to its mean, and the distribution of the sum is the power of its Fourier
 * transform. Rounding errors have mean 0 and mostly cancel.
 *
 * <p>That the answer is an upper bound rests on the paper's argument: the sums of losses and of
 * rounded losses differ by more than the grid's epsilon error with a probability that Hoeffding's
 * inequality bounds; outputs and sums outside the grid have one that the normal tail and Chernoff's
 * bound give. Together with the transform's rounding they take a thousandth of delta. Both
 * directions, a record removed and one added, are composed, as the real and the imaginary part of
 * one transform, and the larger epsilon counts.
 */
final class ComposedLoss {
  private static final double DELTA_ERROR_SHARE = 1e-3;

  /** Parts of delta's error: 12 for rounding, as in the paper, 8 each for outputs and sums. */
  private static final double ROUNDING_PARTS = 12;

  private static final double OUTSIDE_PARTS = 8;
  private static final double TRANSFORM_PARTS = 2;

  /** With less noise one step spends an epsilon of hundreds. */
  private static final double SMALLEST_NOISE = 0.05;

  /** By how much the transform's rounding can be wrong about the probability of a tail. */
  private static final double TRANSFORM_ERROR = 1e-14;

  private static final double TRANSFORM_ERROR_PER_STEP = 1e-16;

  private static final long MOST_STEPS = 1_000_000_000;

  private final PrivacyLoss loss;
  private final long steps;
  private final double reach;
  private final LossSpan removed;
  private final LossSpan added;
  private final LossGrid grid;

  private ComposedLoss(SampledGaussian mechanism, long steps, double deltaError) {
    this.loss = PrivacyLoss.of(mechanism);
    this.steps = steps;
    double logOutside = Math.log(deltaError / OUTSIDE_PARTS);
    this.reach = reach(logOutside - Math.log(2.0 * steps));
    this.removed = LossSpan.of(LossMoments.of(loss, reach, true), steps, logOutside);
    this.added = LossSpan.of(LossMoments.of(loss, reach, false), steps, logOutside);
    this.grid =
        LossGrid.of(
            Math.max(removed.width(), added.width()),
            Math.sqrt(0.5 * steps * Math.log(ROUNDING_PARTS / deltaError)));
  }

  /** Whether numbers of 64 bits, and a grid of bearable size, are fine enough. */
  static boolean canTell(SampledGaussian mechanism, long steps, double delta) {
    return mechanism.noiseMultiplier() >= SMALLEST_NOISE
        && steps <= MOST_STEPS
        && steps * TRANSFORM_ERROR_PER_STEP + TRANSFORM_ERROR
            <= delta * DELTA_ERROR_SHARE / TRANSFORM_PARTS;
  }

  /** Of one or more steps, where {@link #canTell}. */
  static double epsilon(SampledGaussian mechanism, long steps, double delta) {
    double deltaError = delta * DELTA_ERROR_SHARE;
    return new ComposedLoss(mechanism, steps, deltaError).epsilon(delta - deltaError);
  }

  private double epsilon(double delta) {
    RoundedLoss ofRemoved = new RoundedLoss(grid);
    RoundedLoss ofAdded = new RoundedLoss(grid);
    round(ofRemoved, ofAdded);
    double removedShift = steps * (removed.mean() - ofRemoved.mean());
    double addedShift = steps * (added.mean() - ofAdded.mean());
    FourierPower.of(steps, ofRemoved.probabilities(), ofAdded.probabilities());
    return grid.epsilonError()
        + Math.max(
            epsilon(ofRemoved.probabilities(), removed.middle(), removedShift, delta),
            epsilon(ofAdded.probabilities(), added.middle(), addedShift, delta));
  }

  /** How far out from the mean, in standard deviations, a normal tail has at most this. */
  private static double reach(double logProbability) {
    double reach = 1;
    while (NormalTail.logAbove(reach) > logProbability) {
      reach += 0.25;
    }
    return reach;
  }

  /** Rounds the loss of one step to the grid; what lies beyond either end counts to the end. */
  private void round(RoundedLoss ofRemoved, RoundedLoss ofAdded) {
    long first = grid.nearest(loss.at(-reach));
    long last = grid.nearest(loss.at(loss.shift() + reach));
    NormalPieces absent = new NormalPieces();
    NormalPieces present = new NormalPieces();
    for (long i = first; i <= last; i++) {
      double end = i == last ? Double.POSITIVE_INFINITY : loss.outputAt((i + 0.5) * grid.mesh());
      double ifAbsent = absent.upTo(end);
      double ifPresent = present.upTo(end - loss.shift());
      ofRemoved.add(i, (1 - loss.rate()) * ifAbsent + loss.rate() * ifPresent);
      ofAdded.add(-i, ifAbsent);
    }
  }

  /**
   * The least epsilon, not far below minus the epsilon error, at which the expectation of (1 -
   * exp(epsilon - loss)) over losses above epsilon is at most delta. That expectation is carried
   * from the highest loss down, as a sum of terms that are not negative.
   *
   * @param middle of the losses that matter
   * @param shift what is to be added to a loss on the grid
   */
  private double epsilon(double[] probabilities, double middle, double shift, double delta) {
    double mesh = grid.mesh();
    long first = grid.nearest(middle - shift) - grid.size() / 2;
    double fall = Math.exp(-mesh);
    double rise = -Math.expm1(-mesh);
    double tail = 0;
    double excess = 0;
    double epsilon = (first + grid.size()) * mesh + shift;
    for (long i = first + grid.size() - 1; i >= first && epsilon > -grid.epsilonError(); i--) {
      double nextExcess = fall * excess + rise * tail;
      if (nextExcess > delta) {
        return epsilon - Math.log((tail - excess) / (tail - delta));
      }
      excess = nextExcess;
      tail += Math.max(0, probabilities[grid.place(i)]);
      epsilon = i * mesh + shift;
    }
    return epsilon;
  }
}
