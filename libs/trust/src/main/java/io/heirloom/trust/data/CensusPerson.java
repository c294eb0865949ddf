package io.heirloom.trust.data;

import java.util.List;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/**
 * Draws one row of the synthetic census.
 *
 * <p>All attributes but income are drawn from plausible marginals, and sex independently of all
 * others (a spouse is called neither husband nor wife), so that whatever difference there is
 * between women and men in income is the direct effect. An income above 50,000 has the log-odds
 *
 * <pre>
 *   2 (-1.1 + .45 (number of education - 10) + .03 (age, 60 at most - 38) + .04 (hours - 40)
 *      + marital status + occupation + 1.5 if there is a capital gain) + direct effect if female
 * </pre>
 *
 * <p>with the effects of marital status and occupation as listed below.
 */
final class CensusPerson {
  /** The columns of a row. */
  static final String HEADER =
      "age, workclass, fnlwgt, education, education-num, marital-status, occupation, relationship,"
          + " race, sex, capital-gain, capital-loss, hours-per-week, native-country, income";

  private static final double FEMALE_SHARE = 0.4;
  private static final double CAPITAL_GAIN_SHARE = 0.06;
  private static final double CAPITAL_LOSS_SHARE = 0.04;
  private static final String UNKNOWN = "?";
  private static final String MARRIED = "Married-civ-spouse";

  private static final Choices WORKCLASSES =
      new Choices(
          new Choice("Private", 70, 0),
          new Choice("Self-emp-not-inc", 8, 0),
          new Choice("Local-gov", 6, 0),
          new Choice("State-gov", 4, 0),
          new Choice("Self-emp-inc", 4, 0),
          new Choice("Federal-gov", 3, 0),
          new Choice(UNKNOWN, 5, 0));

  /**
   * The numbers from 1 to 16 that Adult gives to levels of education; effects are by the number.
   */
  private static final Choices EDUCATIONS =
      new Choices(
          new Choice("7th-8th", 4, 4),
          new Choice("10th", 5, 6),
          new Choice("11th", 5, 7),
          new Choice("HS-grad", 30, 9),
          new Choice("Some-college", 20, 10),
          new Choice("Assoc-voc", 6, 11),
          new Choice("Bachelors", 19, 13),
          new Choice("Masters", 7, 14),
          new Choice("Prof-school", 2, 15),
          new Choice("Doctorate", 2, 16));

  private static final Choices MARITAL_STATUSES =
      new Choices(
          new Choice(MARRIED, 47, 1.2),
          new Choice("Never-married", 31, -1.2),
          new Choice("Divorced", 14, -0.6),
          new Choice("Separated", 4, -0.6),
          new Choice("Widowed", 4, -0.6));

  private static final Choices OCCUPATIONS =
      new Choices(
          new Choice("Exec-managerial", 14, 1.4),
          new Choice("Prof-specialty", 14, 1.2),
          new Choice("Tech-support", 4, 0.6),
          new Choice("Sales", 12, 0.2),
          new Choice("Craft-repair", 13, 0),
          new Choice("Adm-clerical", 13, -0.4),
          new Choice("Transport-moving", 5, -0.4),
          new Choice("Machine-op-inspct", 7, -0.8),
          new Choice("Farming-fishing", 4, -1.2),
          new Choice("Handlers-cleaners", 5, -1.4),
          new Choice("Other-service", 9, -1.6));

  private static final Choices RACES =
      new Choices(
          new Choice("White", 84, 0),
          new Choice("Black", 10, 0),
          new Choice("Asian-Pac-Islander", 4, 0),
          new Choice("Amer-Indian-Eskimo", 1, 0),
          new Choice("Other", 1, 0));

  private static final Choices UNMARRIED_RELATIONSHIPS =
      new Choices(
          new Choice("Not-in-family", 60, 0),
          new Choice("Own-child", 20, 0),
          new Choice("Unmarried", 20, 0));

  private static final Choices COUNTRIES =
      new Choices(
          new Choice("United-States", 90, 0),
          new Choice("Mexico", 3, 0),
          new Choice("Philippines", 1, 0),
          new Choice("Germany", 1, 0),
          new Choice("Canada", 1, 0),
          new Choice("India", 1, 0),
          new Choice(UNKNOWN, 3, 0));

  private static final double INTERCEPT = -1.1;
  private static final double STEEPNESS = 2;

  private CensusPerson() {}

  /** A row under {@link #HEADER}. */
  static String drawn(RandomGenerator random, double femaleLogOdds) {
    boolean female = random.nextDouble() < FEMALE_SHARE;
    int age = rounded(random, 39, 13, 17, 90);
    Choice workclass = WORKCLASSES.drawn(random);
    Choice education = EDUCATIONS.drawn(random);
    Choice maritalStatus = MARITAL_STATUSES.drawn(random);
    Choice occupation = OCCUPATIONS.drawn(random);
    int hours = rounded(random, 40, 11, 5, 99);
    int capitalGain = sometimes(random, CAPITAL_GAIN_SHARE, 20_000);
    int capitalLoss = sometimes(random, CAPITAL_LOSS_SHARE, 2_500);
    double merit =
        INTERCEPT
            + 0.45 * (education.value() - 10)
            + 0.03 * (Math.min(age, 60) - 38)
            + 0.04 * (hours - 40)
            + maritalStatus.value()
            + occupation.value()
            + (capitalGain > 0 ? 1.5 : 0);
    double logOdds = STEEPNESS * merit + (female ? femaleLogOdds : 0);
    // FastMath gives the same bits on every platform, which Math does not promise.
    boolean high = random.nextDouble() < 1 / (1 + FastMath.exp(-logOdds));
    return String.join(
        ", ",
        Integer.toString(age),
        workclass.name(),
        Integer.toString(20_000 + random.nextInt(380_000)),
        education.name(),
        Integer.toString((int) education.value()),
        maritalStatus.name(),
        occupation.name(),
        relationship(random, maritalStatus),
        RACES.drawn(random).name(),
        female ? "Female" : "Male",
        Integer.toString(capitalGain),
        Integer.toString(capitalLoss),
        Integer.toString(hours),
        COUNTRIES.drawn(random).name(),
        high ? ">50K" : "<=50K");
  }

  private static String relationship(RandomGenerator random, Choice maritalStatus) {
    if (maritalStatus.name().equals(MARRIED)) {
      return "Spouse";
    }
    return UNMARRIED_RELATIONSHIPS.drawn(random).name();
  }

  private static int rounded(
      RandomGenerator random, double mean, double deviation, int lowest, int highest) {
    long value = Math.round(mean + deviation * random.nextGaussian());
    return (int) Math.max(lowest, Math.min(highest, value));
  }

  private static int sometimes(RandomGenerator random, double share, int highest) {
    return random.nextDouble() < share ? 1 + random.nextInt(highest) : 0;
  }

  /** A value of an attribute, how often it comes among others, and its effect or number. */
  private record Choice(String name, double weight, double value) {}

  /** The values of an attribute. */
  private record Choices(List<Choice> all) {
    Choices(Choice... all) {
      this(List.of(all));
    }

    Choice drawn(RandomGenerator random) {
      double total = all.stream().mapToDouble(Choice::weight).sum();
      double left = random.nextDouble() * total;
      for (Choice choice : all) {
        left -= choice.weight();
        if (left < 0) {
          return choice;
        }
      }
      return all.get(all.size() - 1);
    }
  }
}
