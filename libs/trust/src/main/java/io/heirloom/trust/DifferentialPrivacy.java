package io.heirloom.trust;

import io.heirloom.languagemodel.accounting.Accountant;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.accounting.PrivacyTarget;
import io.heirloom.languagemodel.accounting.SampledGaussian;
import io.heirloom.lineage.InvalidInputException;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The privacy that a training is to keep for each of its rows.
 *
 * @param clip largest norm of a row's gradient, above 0
 * @param epsilon what may be spent, above 0
 * @param noiseMultiplier if given, the noise, over {@code clip}, whatever that spends; above 0
 * @param delta above 0 and below 1; empty: one over the number of rows
 * @param accountant who says what noise it takes and what is spent
 * @param secret whether the noise is from a source that nobody can draw it from again; else it
 *     follows from the training's seed, so that the result is the same again
 */
public record DifferentialPrivacy(
    double clip,
    double epsilon,
    OptionalDouble noiseMultiplier,
    OptionalDouble delta,
    Accountant accountant,
    boolean secret) {
  public DifferentialPrivacy {
    Objects.requireNonNull(accountant);
    requireAboveZero("clip", clip);
    requireAboveZero("epsilon", epsilon);
    noiseMultiplier.ifPresent(noise -> requireAboveZero("noise_multiplier", noise));
    delta.ifPresent(
        value -> {
          if (!(value > 0 && value < 1)) {
            throw new InvalidInputException("settings.delta", value, "above 0 and below 1");
          }
        });
  }

  /**
   * The mechanism that a training is to be a composition of.
   *
   * @param sampleRate probability that a row is in a batch, above 0, at most 1
   * @param steps of the training
   * @param rows how many there are, 2 or more unless delta is given
   * @throws InvalidInputException where no noise keeps to the target
   */
  public SampledGaussian mechanism(double sampleRate, long steps, int rows) {
    double noise =
        noiseMultiplier.orElseGet(
            () ->
                new PrivacyTarget(epsilon, delta(rows))
                    .noiseMultiplier(accountant, sampleRate, steps));
    return new SampledGaussian(sampleRate, noise);
  }

  /** What so many steps of a mechanism over so many rows have spent. */
  public PrivacySpent spent(SampledGaussian mechanism, long steps, int rows) {
    return accountant.spent(mechanism, steps, delta(rows));
  }

  private double delta(int rows) {
    return delta.orElse(1.0 / rows);
  }

  private static void requireAboveZero(String name, double value) {
    if (!(value > 0 && value <= Double.MAX_VALUE)) {
      throw new InvalidInputException("settings." + name, value, "a finite number above 0");
    }
  }
}
