package io.heirloom.gateway.report.page;

import io.heirloom.gateway.picture.Estimate;
import io.heirloom.gateway.picture.Measure;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTable.Cell;
import io.heirloom.gateway.report.Words;
import io.heirloom.trust.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A metric as pictures and the tables behind them have it. */
record Series(Report.MetricMeaning metric) {
  private static final double LARGEST = 1e100;

  /** What an axis shows. */
  Measure measure() {
    return new Measure(
        metric.title(), Metric.Direction.valueOf(metric.better().toUpperCase(Locale.ROOT)));
  }

  /** Of a model over seeds; empty if it is not known, or too large to be drawn. */
  Optional<Report.Summary> of(Report.ModelResult model) {
    return Optional.ofNullable(model.metrics().get(metric.name()))
        .filter(
            summary ->
                Math.abs(summary.mean()) <= LARGEST && summary.deviation().orElse(0) <= LARGEST);
  }

  static Estimate estimate(Report.Summary summary) {
    return new Estimate(summary.mean(), summary.deviation());
  }

  /**
   * Heads of a table of {@link #row rows}.
   *
   * @param place of the columns that say whose the numbers are
   */
  List<String> heads(List<String> place) {
    return joined(place, List.of(metric.title(), "deviation", "seeds"));
  }

  /** Mean, deviation and number of seeds, after whose they are. */
  List<Cell> row(List<Cell> place, Report.Summary summary) {
    return joined(
        place,
        List.of(
            Cell.number(Words.exact(summary.mean())),
            Cell.number(Words.exact(summary.deviation())),
            Cell.number(Integer.toString(summary.seeds()))));
  }

  private static <T> List<T> joined(List<T> first, List<T> others) {
    return Stream.concat(first.stream(), others.stream()).toList();
  }

  /** The role that a report calls so. */
  static Role role(String title) {
    return Arrays.stream(Role.values())
        .filter(role -> role.title().equals(title))
        .findFirst()
        .orElseThrow();
  }
}
