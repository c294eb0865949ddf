package io.heirloom.languagemodel.accounting;

import io.heirloom.lineage.InvalidInputException;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.AllowedSolution;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * Privacy that a training must not overspend.
 *
 * @param epsilon above 0
 * @param delta above 0 and below 1
 */
public record PrivacyTarget(double epsilon, double delta) {
  /** The noise multiplier above which none is looked for. */
  static final double LARGEST_NOISE = 1e6;

  /** Noise is first found to within this factor. */
  private static final double STRIDE = 1.5;

  private static final double RELATIVE_ACCURACY = 5e-4;
  private static final int SOLVER_ORDER = 3;
  private static final int LARGEST_EVALUATIONS = 100;

  public PrivacyTarget {
    if (!(epsilon > 0 && epsilon <= Double.MAX_VALUE)) {
      throw new InvalidInputException("epsilon", epsilon, "above 0");
    }
    Accountant.checkDelta(delta);
  }

  /**
   * The smallest noise multiplier, at most 0.05 % above it, with which the steps spend no more than
   * this.
   *
   * @param sampleRate above 0, at most 1
   * @param steps 0 or more; for 0 no noise is needed
   * @throws InvalidInputException where the accountant finds more spent than this with noise of
   *     10^6 too: its answer never falls below a floor that depends on delta
   */
  public double noiseMultiplier(Accountant accountant, double sampleRate, long steps) {
    if (accountant.epsilon(new SampledGaussian(sampleRate, 0), steps, delta) <= epsilon) {
      return 0;
    }
    UnivariateFunction excess =
        logNoise -> excess(accountant, new SampledGaussian(sampleRate, Math.exp(logNoise)), steps);
    double tooLittle = Math.log(enoughNoise(accountant, sampleRate, steps) / STRIDE);
    while (excess.value(tooLittle) <= 0) {
      tooLittle -= Math.log(STRIDE);
    }
    double logNoise =
        new BracketingNthOrderBrentSolver(0, RELATIVE_ACCURACY, 0, SOLVER_ORDER)
            .solve(
                LARGEST_EVALUATIONS,
                excess,
                tooLittle,
                tooLittle + Math.log(STRIDE),
                AllowedSolution.BELOW_SIDE);
    return Math.exp(logNoise);
  }

  /** A power of the stride that is noise enough, and 1 where 1 is. */
  private double enoughNoise(Accountant accountant, double sampleRate, long steps) {
    for (double noise = 1; noise <= LARGEST_NOISE; noise *= STRIDE) {
      if (excess(accountant, new SampledGaussian(sampleRate, noise), steps) <= 0) {
        return noise;
      }
    }
    double floor = accountant.epsilon(new SampledGaussian(sampleRate, LARGEST_NOISE), steps, delta);
    throw new InvalidInputException(
        "epsilon",
        epsilon,
        "%.3g and more, which accountant '%s' finds spent with a noise multiplier of %.0e at delta %s"
            .formatted(floor, accountant.label(), LARGEST_NOISE, delta));
  }

  /** Above 0 where more is spent, on a scale on which it is close to a line in the log of noise. */
  private double excess(Accountant accountant, SampledGaussian mechanism, long steps) {
    double spent = accountant.epsilon(mechanism, steps, delta);
    return Math.log(Math.max(spent, Double.MIN_NORMAL) / epsilon);
  }
}
