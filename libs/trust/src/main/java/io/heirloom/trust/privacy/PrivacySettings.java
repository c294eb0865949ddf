package io.heirloom.trust.privacy;

import io.heirloom.languagemodel.accounting.Accountant;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.DifferentialPrivacy;
import io.heirloom.trust.NamedSettings;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What the paper leaves open of privacy.
 *
 * @param training how the privacy of rows is kept where it is
 * @param prefix how many tokens of an e-mail a model is shown, to label it and to extract it
 * @param suffix how many tokens right after these are to be extracted
 * @param continuation how many tokens the weak model writes for a label at most
 * @param temperature at which it draws them; 0: always the likeliest
 * @param judgedTokens how many tokens of an e-mail a model is judged on at most
 * @param members how many of the e-mails that a model was trained on it is judged on at most
 */
record PrivacySettings(
    DifferentialPrivacy training,
    int prefix,
    int suffix,
    int continuation,
    double temperature,
    int judgedTokens,
    int members) {
  private static final String EPSILON = "epsilon";
  private static final String NOISE_MULTIPLIER = "noise_multiplier";
  private static final String DELTA = "delta";
  private static final String CLIP = "clip";
  private static final String ACCOUNTANT = "accountant";
  private static final String NOISE = "noise";
  private static final String PREFIX = "prefix_tokens";
  private static final String SUFFIX = "suffix_tokens";
  private static final String CONTINUATION = "continuation_tokens";
  private static final String TEMPERATURE = "temperature";
  private static final String JUDGED_TOKENS = "judged_tokens";
  private static final String MEMBERS = "members";
  private static final List<String> ALL =
      List.of(
          EPSILON,
          NOISE_MULTIPLIER,
          DELTA,
          CLIP,
          ACCOUNTANT,
          NOISE,
          PREFIX,
          SUFFIX,
          CONTINUATION,
          TEMPERATURE,
          JUDGED_TOKENS,
          MEMBERS);
  private static final double MOST = 1e6;
  private static final int MOST_TOKENS = 4096;
  private static final int MOST_MEMBERS = 1_000_000;

  /** Where the noise of DP-SGD comes from. */
  private enum Noise {
    /** From the training's seed: the same again. */
    SEEDED,
    /** From a secure generator that nobody knows the state of. */
    SECURE
  }

  /**
   * Reads the settings of a study.
   *
   * @throws InvalidInputException naming an unknown setting or value and what is allowed
   */
  static PrivacySettings of(SortedMap<String, String> settings) {
    NamedSettings given = new NamedSettings(settings, ALL);
    OptionalDouble noiseMultiplier = given.number(NOISE_MULTIPLIER, MOST);
    if (noiseMultiplier.isPresent() && settings.containsKey(EPSILON)) {
      throw new InvalidInputException(
          "settings." + NOISE_MULTIPLIER,
          noiseMultiplier.getAsDouble(),
          "either this or " + EPSILON + ", from which the noise is found");
    }
    return new PrivacySettings(
        new DifferentialPrivacy(
            given.number(CLIP, MOST).orElse(1),
            given.number(EPSILON, MOST).orElse(8),
            noiseMultiplier,
            given.number(DELTA, 1),
            given.choice(ACCOUNTANT, new Accountant[] {Accountant.PRV, Accountant.RDP}),
            given.choice(NOISE, Noise.values()) == Noise.SECURE),
        given.count(PREFIX, 50, MOST_TOKENS),
        given.count(SUFFIX, 50, MOST_TOKENS),
        given.count(CONTINUATION, 50, MOST_TOKENS),
        given.number(TEMPERATURE, 100).orElse(0),
        given.count(JUDGED_TOKENS, 512, MOST_TOKENS),
        given.count(MEMBERS, 1000, MOST_MEMBERS));
  }
}
