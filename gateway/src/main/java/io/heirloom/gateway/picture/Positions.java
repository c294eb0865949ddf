package io.heirloom.gateway.picture;

import io.heirloom.lineage.InvalidInputException;
import java.util.List;

/** Where on a horizontal axis something is measured. */
public sealed interface Positions {
  /** The most values that an axis has. */
  int MOST = 40;

  /** What the axis shows. */
  String title();

  /** How many there are, 1 to {@value #MOST}. */
  int count();

  /**
   * Values of a setting, such as lambda; the axis is linear.
   *
   * @param values ascending, from -1e100 to 1e100
   */
  record Numbers(String title, List<Double> values) implements Positions {
    public Numbers {
      values = List.copyOf(values);
      Checks.count("values", values, MOST);
      for (int index = 0; index < values.size(); index++) {
        double value = values.get(index);
        Checks.number("values", value);
        if (index > 0 && value <= values.get(index - 1)) {
          throw new InvalidInputException("values", values, "numbers, ascending");
        }
      }
    }

    @Override
    public int count() {
      return values.size();
    }
  }

  /**
   * Names, such as those of models.
   *
   * @param names in the order in which they are shown, each once
   */
  record Names(String title, List<String> names) implements Positions {
    public Names {
      names = Checks.names("names", names, MOST);
    }

    @Override
    public int count() {
      return names.size();
    }
  }
}
