package io.heirloom.trust.fairness;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

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
    List<String> known = List.of(PENALTY, SCORE, BASE_RATE);
    for (String name : settings.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException("settings", name, String.join(", ", known));
      }
    }
    return new FairnessSettings(
        choice(settings, PENALTY, Penalty.values()),
        choice(settings, SCORE, Score.values()),
        choice(settings, BASE_RATE, BaseRate.values()));
  }

  private static <E extends Enum<E>> E choice(
      SortedMap<String, String> settings, String name, E[] choices) {
    String value = settings.get(name);
    if (value == null) {
      return choices[0];
    }
    return Arrays.stream(choices)
        .filter(choice -> word(choice).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "settings." + name,
                    value,
                    Arrays.stream(choices)
                        .map(FairnessSettings::word)
                        .collect(Collectors.joining(", "))));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
