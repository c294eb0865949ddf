package io.heirloom.chaos.growth;

import java.util.List;

/**
 * How something that was measured again and again developed.
 *
 * @param values in the order in which they were measured, at equal distances; 3 or more
 */
record Series(List<Double> values) {
  private static final int PARTS = 3;

  Series {
    values = List.copyOf(values);
    if (values.size() < PARTS) {
      throw new IllegalArgumentException("too few values to see growth: " + values.size());
    }
  }

  /** The mean of one of three equal parts, 0 to 2. */
  double third(int part) {
    int size = values.size();
    return values.subList(part * size / PARTS, (part + 1) * size / PARTS).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  /**
   * Whether the last third is clearly above the one before; the first belongs to warming up.
   *
   * @param share of the earlier mean that may come on top
   * @param least growth that counts at all
   */
  boolean grew(double share, double least) {
    double growth = third(2) - third(1);
    return growth > least && growth > share * third(1);
  }

  /** Growth from one value to the next after the first third, by least squares. */
  double slope() {
    List<Double> later = values.subList(values.size() / PARTS, values.size());
    double middle = (later.size() - 1) / 2.0;
    double mean = later.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < later.size(); i++) {
      products += (i - middle) * (later.get(i) - mean);
      squares += (i - middle) * (i - middle);
    }
    return squares == 0 ? 0 : products / squares;
  }
}
