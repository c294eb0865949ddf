package io.heirloom.gateway.picture;

import io.heirloom.gateway.table.Printable;
import io.heirloom.trust.Metric;

/**
 * What an axis shows.
 *
 * @param title of the metric, as people read it
 * @param better which way is better
 */
public record Measure(String title, Metric.Direction better) {
  private static final String LINE = "(.{1,34})(?:\\s+|$)";

  /** Title of a horizontal axis. */
  String line() {
    return Printable.line(title) + " (" + direction() + ")";
  }

  /** Title of a vertical axis: lines short enough for the height of one panel. */
  String lines() {
    return Printable.line(title).replaceAll(LINE, "$1\n") + "(" + direction() + ")";
  }

  private String direction() {
    return switch (better) {
      case HIGHER -> "higher is better";
      case LOWER -> "lower is better";
    };
  }
}
