package io.heirloom.languagemodel.accounting;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says how much privacy steps of DP-SGD have spent. Every answer is an upper bound. */
public enum Accountant {
  /**
   * By Rényi divergence (Mironov 2017; Mironov, Talwar, Zhang 2019), at Opacus' orders. Quick; a
   * tenth above {@link #PRV} for many steps at a high rate, many times that for few at a low one.
   */
  RDP {
    @Override
    double bound(SampledGaussian mechanism, long steps, double delta) {
      return RenyiBound.epsilon(mechanism, steps, delta);
    }
  },

  /**
   * By the distribution of the privacy loss, composed numerically (Gopi, Lee, Wutschitz 2021). What
   * is found is known to within 0.01, which is added; less closely for hundreds of thousands of
   * steps, for which so fine a grid would be too large. Where Rényi divergence says less, or 64
   * bits are too few to tell (delta below about 10^-10 for a hundred steps, 2 * 10^-7 for a
   * million), {@link #RDP}.
   */
  PRV {
    @Override
    double bound(SampledGaussian mechanism, long steps, double delta) {
      double byDivergence = RenyiBound.epsilon(mechanism, steps, delta);
      return ComposedLoss.canTell(mechanism, steps, delta)
          ? Math.min(byDivergence, ComposedLoss.epsilon(mechanism, steps, delta))
          : byDivergence;
    }
  };

  /**
   * The accountant of this name.
   *
   * @param name {@code rdp} or {@code prv}
   */
  public static Accountant named(String name) {
    return Arrays.stream(values())
        .filter(accountant -> accountant.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "accountant",
                    name,
                    Arrays.stream(values())
                        .map(Accountant::label)
                        .collect(Collectors.joining(" or "))));
  }

  /** Its name in settings and reports: {@code rdp} or {@code prv}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The epsilon for which the steps together are (epsilon, delta)-differentially private.
   *
   * @param steps 0 or more, all of the same mechanism
   * @param delta above 0 and below 1
   * @return 0 or more; infinite where there is no noise
   */
  public double epsilon(SampledGaussian mechanism, long steps, double delta) {
    checkSteps(steps);
    checkDelta(delta);
    if (steps == 0) {
      return 0;
    }
    return mechanism.noiseMultiplier() == 0
        ? Double.POSITIVE_INFINITY
        : Math.max(0, bound(mechanism, steps, delta));
  }

  /** What the steps have spent, to be reported. Parameters as of {@link #epsilon}. */
  public PrivacySpent spent(SampledGaussian mechanism, long steps, double delta) {
    return new PrivacySpent(epsilon(mechanism, steps, delta), delta, label(), mechanism, steps);
  }

  /** A bound for at least one step with noise. */
  abstract double bound(SampledGaussian mechanism, long steps, double delta);

  static void checkSteps(long steps) {
    if (steps < 0) {
      throw new InvalidInputException("steps", steps, "0 or more");
    }
  }

  static void checkDelta(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new InvalidInputException("delta", delta, "above 0 and below 1");
    }
  }
}
