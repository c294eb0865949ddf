package io.heirloom.gateway.picture;

import io.heirloom.gateway.table.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Positions as they lie on a horizontal axis.
 *
 * @param at where each lies, ascending
 * @param labels of the positions
 * @param spread how far the roles stand apart at one position, so that their deviations can be told
 *     apart: 0 where the axis has a scale
 */
record Axis(String title, List<Double> at, List<String> labels, double spread) {
  private static final int LETTER_WIDTH = 8;
  private static final int TILT = 30;
  private static final double SPREAD_OF_NAMES = .13;

  static Axis of(Positions positions) {
    if (positions instanceof Positions.Numbers numbers) {
      return new Axis(
          numbers.title(),
          numbers.values(),
          numbers.values().stream().map(Numerals::setting).toList(),
          0);
    }
    List<String> names = ((Positions.Names) positions).names();
    return new Axis(
        positions.title(),
        IntStream.range(0, names.size()).mapToObj(index -> (double) index).toList(),
        names.stream().map(Labels::ofAxis).toList(),
        SPREAD_OF_NAMES);
  }

  double first() {
    return at.get(0);
  }

  /** From the first position to the last. */
  double length() {
    return at.get(at.size() - 1) - first();
  }

  /** Draws it, with labels where there is room for them. */
  void on(Plot plot) {
    boolean tilted = spread > 0 && widest() * at.size() > plot.panelWidth();
    double room = length() * (tilted ? 2 * LETTER_WIDTH : widest()) / plot.panelWidth();
    List<Double> breaks = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (int position = 0; position < at.size(); position++) {
      if (breaks.isEmpty() || at.get(position) - breaks.get(breaks.size() - 1) >= room) {
        breaks.add(at.get(position));
        shown.add(labels.get(position));
      }
    }
    Map<String, Object> scale = new TreeMap<>();
    scale.put("name", Printable.line(title));
    scale.put("breaks", breaks);
    scale.put("labels", shown);
    if (spread > 0 || at.size() == 1) {
      scale.put("limits", List.of(first() - .5, first() + length() + .5));
    }
    plot.scale("x", scale).tilted(tilted ? TILT : 0);
  }

  private int widest() {
    return LETTER_WIDTH * (1 + labels.stream().mapToInt(String::length).max().orElse(0));
  }
}
