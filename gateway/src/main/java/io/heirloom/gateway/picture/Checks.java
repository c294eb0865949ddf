package io.heirloom.gateway.picture;

import io.heirloom.lineage.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is asked of the parts of a picture. */
final class Checks {
  /** Beyond it, sums and differences of numbers might not be finite. */
  private static final double LARGEST = 1e100;

  private Checks() {}

  static void number(String field, double value) {
    if (!(Math.abs(value) <= LARGEST)) {
      throw new InvalidInputException(field, value, "a number from -1e100 to 1e100");
    }
  }

  static void count(String field, List<?> values, int most) {
    if (values.isEmpty() || values.size() > most) {
      throw new InvalidInputException(field, values.size() + " of them", "1 to " + most);
    }
  }

  /** A copy of one to {@code most} names, if each is there once. */
  static List<String> names(String field, List<String> names, int most) {
    count(field, names, most);
    if (Set.copyOf(names).size() < names.size()) {
      throw new InvalidInputException(field, names, "each name once");
    }
    return List.copyOf(names);
  }

  static void known(String field, String name, List<String> names) {
    if (!names.contains(name)) {
      throw new InvalidInputException(field, name, "one of " + names);
    }
  }

  static void known(String field, int position, Positions positions) {
    if (position < 0 || position >= positions.count()) {
      throw new InvalidInputException(
          field, position, "0 to " + (positions.count() - 1) + ", one for each position");
    }
  }

  /** A copy of one or more values, if no two stand at the same place. */
  static <T> List<T> placed(String field, List<T> values, Function<T, ?> place) {
    if (values.isEmpty()) {
      throw new InvalidInputException(field, "none", "one or more");
    }
    Set<Object> places = new HashSet<>();
    for (T value : values) {
      if (!places.add(place.apply(value))) {
        throw new InvalidInputException(field, value, "one value at a place");
      }
    }
    return List.copyOf(values);
  }
}
