package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Reads a property's settings as a study gives them. */
public final class NamedSettings {
  private final Map<String, String> values;

  /**
   * @param known names of all settings there are
   * @throws InvalidInputException naming a setting that is not known
   */
  public NamedSettings(SortedMap<String, String> values, List<String> known) {
    requireKnown(values, known);
    this.values = values;
  }

  /**
   * Refuses settings that are not known.
   *
   * @throws InvalidInputException naming one
   */
  public static void requireKnown(SortedMap<String, String> values, List<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidInputException("settings", name, String.join(", ", known));
      }
    }
  }

  /**
   * One of some choices, written in lower case and with dashes; the first if the study gives none.
   *
   * @throws InvalidInputException naming setting, value and what is allowed
   */
  public <E extends Enum<E>> E choice(String name, E[] choices) {
    String value = values.get(name);
    if (value == null) {
      return choices[0];
    }
    return Arrays.stream(choices)
        .filter(choice -> word(choice).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    name,
                    Arrays.stream(choices)
                        .map(NamedSettings::word)
                        .collect(Collectors.joining(", "))));
  }

  /**
   * A finite number, 0 or more; empty if the study gives none.
   *
   * @param most the largest allowed
   * @throws InvalidInputException naming setting, value and what is allowed
   */
  public OptionalDouble number(String name, double most) {
    String value = values.get(name);
    if (value == null) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= 0 && number <= most) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that numbers out of range get.
    }
    throw refused(name, "a number from 0 to " + most);
  }

  /**
   * A whole number, 1 or more.
   *
   * @param otherwise if the study gives none
   * @param most the largest allowed
   * @throws InvalidInputException naming setting, value and what is allowed
   */
  public int count(String name, int otherwise, int most) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that numbers out of range get.
    }
    throw refused(name, "a whole number from 1 to " + most);
  }

  private InvalidInputException refused(String name, String allowed) {
    return new InvalidInputException("settings." + name, values.get(name), allowed);
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
