package io.heirloom.trust.fairness;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.NamedSettings;
import java.util.List;
import java.util.SortedMap;

/**
 * How the fairness regulariser reads what the paper leaves open.
 *
 * @param penalty what is made of the covariance
 * @param score the model's answer that the covariance is taken of
 * @param baseRate the share of the protected group that its members are compared with
 */
record FairnessSettings(Penalty penalty, Score score, BaseRate baseRate) {
  private static final String PENALTY = "penalty";
  private static final String SCORE = "score";
  private static final String BASE_RATE = "base_rate";

  /** What is made of the covariance. */
  enum Penalty {
    /** Its size: no covariance of either sign is rewarded (as Zafar et al. constrain it). */
    ABSOLUTE,
    /** Itself, as Eq. 3 is printed: unbounded below. */
    SIGNED,
    /** Its square. */
    SQUARED
  }

  /** The answer that the covariance is taken of. */
  enum Score {
    /** Logit of class 1 less logit of class 0. */
    LOGIT_DIFFERENCE,
    /** Logit of class 1. */
    LOGIT,
    /** Probability of class 1. */
    PROBABILITY
  }

  /** The share of the protected group that its members are compared with. */
  enum BaseRate {
    /** That of the batch, so that a batch of one group has no covariance. */
    BATCH,
    /** That of all training rows. */
    DATA
  }

  /**
   * Reads the settings of a study; those not given have their default, the first of each list.
   *
   * @throws InvalidInputException naming an unknown setting or value and what is allowed
   */
  static FairnessSettings of(SortedMap<String, String> settings) {
    NamedSettings given = new NamedSettings(settings, List.of(PENALTY, SCORE, BASE_RATE));
    return new FairnessSettings(
        given.choice(PENALTY, Penalty.values()),
        given.choice(SCORE, Score.values()),
        given.choice(BASE_RATE, BaseRate.values()));
  }
}
