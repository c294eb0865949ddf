package io.heirloom.trust.attack;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How texts are attacked, and how far an attack may go.
 *
 * @param means what is done to words
 * @param largestShare the largest share of a text's words that is changed, above 0 to 1; one word
 *     may always be changed
 * @param neighbours how many neighbours of a word are looked at, 1 to 1000
 * @param leastCosine how near a neighbour has to be, -1 to 1
 * @param mostQueries how many texts the model is asked about to attack one, 3 to 1,000,000; at most
 *     half of them find the words that matter, so that of a long text only the first words are
 *     changed
 */
public record AttackSettings(
    Means means, double largestShare, int neighbours, double leastCosine, int mostQueries) {
  private static final String ATTACK = "attack";
  private static final String SHARE = "attack_share";
  private static final String NEIGHBOURS = "attack_neighbours";
  private static final String COSINE = "attack_cosine";
  private static final String QUERIES = "attack_queries";

  /** What a study leaves out. */
  public static final AttackSettings DEFAULT = new AttackSettings(Means.BOTH, 0.2, 20, 0.5, 1000);

  /** What is done to words. */
  public enum Means {
    /** Characters are moved, as by TextBugger. */
    CHARACTER,
    /** Words are replaced by neighbours, as by TextFooler. */
    WORD,
    /** Either, whichever is better for a word. */
    BOTH;

    boolean movesCharacters() {
      return this != WORD;
    }

    boolean replacesWords() {
      return this != CHARACTER;
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AttackSettings {
    require(SHARE, largestShare, largestShare > 0 && largestShare <= 1, "above 0 to 1");
    require(NEIGHBOURS, neighbours, neighbours >= 1 && neighbours <= 1000, "1 to 1000");
    require(COSINE, leastCosine, leastCosine >= -1 && leastCosine <= 1, "-1 to 1");
    require(QUERIES, mostQueries, mostQueries >= 3 && mostQueries <= 1_000_000, "3 to 1000000");
  }

  /** The names of the settings in a study file. */
  public static List<String> names() {
    return List.of(ATTACK, SHARE, NEIGHBOURS, COSINE, QUERIES);
  }

  /**
   * Reads the settings of a study; those not given have their default, those of other names are
   * left alone.
   *
   * @throws InvalidInputException naming a value that cannot be used and what is allowed
   */
  public static AttackSettings of(Map<String, String> settings) {
    return new AttackSettings(
        means(settings.getOrDefault(ATTACK, DEFAULT.means.word())),
        number(settings, SHARE, DEFAULT.largestShare),
        wholeNumber(settings, NEIGHBOURS, DEFAULT.neighbours),
        number(settings, COSINE, DEFAULT.leastCosine),
        wholeNumber(settings, QUERIES, DEFAULT.mostQueries));
  }

  private static Means means(String value) {
    return Arrays.stream(Means.values())
        .filter(means -> means.word().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    field(ATTACK),
                    value,
                    Arrays.stream(Means.values())
                        .map(Means::word)
                        .collect(Collectors.joining(", "))));
  }

  private static double number(Map<String, String> settings, String name, double otherwise) {
    String value = settings.get(name);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(field(name), value, "a number", e);
    }
  }

  private static int wholeNumber(Map<String, String> settings, String name, int otherwise) {
    String value = settings.get(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(field(name), value, "a whole number", e);
    }
  }

  private static void require(String name, Number value, boolean allowed, String range) {
    if (!allowed) {
      throw new InvalidInputException(field(name), value, range);
    }
  }

  private static String field(String name) {
    return "settings." + name;
  }
}
