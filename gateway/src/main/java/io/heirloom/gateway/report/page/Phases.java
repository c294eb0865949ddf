package io.heirloom.gateway.report.page;

import io.heirloom.gateway.picture.Bars;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTable.Cell;
import io.heirloom.gateway.report.ReportTables;
import io.heirloom.gateway.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How models did from phase to phase, point by point: the paper's Figures 2, A10 and A11. */
final class Phases {
  private final Report report;
  private final ReportTables tables;
  private final Album album;

  Phases(Report report, Album album) {
    this.report = report;
    this.tables = new ReportTables(report);
    this.album = album;
  }

  /** The metrics that verdicts are given by. */
  Page.Chapter chapter() {
    return new Page.Chapter(
        "phases",
        "Task performance and trust in three phases",
        "The weak model learns from ground truth, the strong model from the weak model's labels,"
            + " the ceiling from ground truth."
            + " Bars are means over seeds, lines sample deviations.",
        groups(this::mainMetrics));
  }

  /** What else is measured. */
  Page.Chapter furtherChapter() {
    return new Page.Chapter(
        "further",
        "Second metrics and details",
        "Further metrics of the same models; no verdict is given by them.",
        groups(this::furtherMetrics));
  }

  private List<Page.Group> groups(Function<Report.PointResult, Page.Group> group) {
    Stream<Page.Group> shown =
        report.points().stream()
            .limit(ReportTables.MOST_POINTS)
            .map(group)
            .filter(ofPoint -> !ofPoint.shown().isEmpty());
    Stream<Page.Group> note =
        tables.pointsLeftOut().stream()
            .map(leftOut -> new Page.Group("", true, Page.Shown.note(leftOut)));
    return Stream.concat(shown, note).toList();
  }

  private Page.Group mainMetrics(Report.PointResult point) {
    List<Page.Figure> figures =
        Stream.of(report.judgedBy(), report.taskMetric())
            .map(report::meaning)
            .flatMap(metric -> figure(point, metric).stream())
            .toList();
    List<String> notes = new ArrayList<>();
    if (figures.isEmpty()) {
      notes.add("Nothing is evaluated here yet.");
    }
    notes.addAll(ReportTables.reasons(point));
    return new Page.Group(
        Words.settings(point.settings()),
        point.equals(report.points().get(0)),
        new Page.Shown(
            notes,
            figures,
            Page.TitledTable.of(
                "Improvements, with 95 % intervals and effect sizes", tables.comparisons(point))));
  }

  private Page.Group furtherMetrics(Report.PointResult point) {
    List<Page.Figure> figures =
        report.mainMetrics().stream()
            .filter(metric -> !metric.name().equals(report.judgedBy()))
            .filter(metric -> !metric.name().equals(report.taskMetric()))
            .flatMap(metric -> figure(point, metric).stream())
            .toList();
    return new Page.Group(
        point.settings().isEmpty() ? "Show them" : Words.settings(point.settings()),
        false,
        new Page.Shown(
            List.of(),
            figures,
            Page.TitledTable.of("All details, mean \u00b1 deviation", tables.details(point))));
  }

  private Optional<Page.Figure> figure(Report.PointResult point, Report.MetricMeaning metric) {
    Series series = new Series(metric);
    List<Bars.Bar> bars = new ArrayList<>();
    NumbersBehind numbers = new NumbersBehind();
    for (Report.StrategyResult strategy : point.strategies()) {
      for (Report.ModelResult model : strategy.models()) {
        series
            .of(model)
            .ifPresent(
                summary -> {
                  bars.add(
                      new Bars.Bar(
                          strategy.strategy(),
                          Series.role(model.role()),
                          Series.estimate(summary)));
                  numbers.add(
                      strategy.strategy(), series.row(List.of(Cell.of(model.role())), summary));
                });
      }
    }
    return bars.isEmpty()
        ? Optional.empty()
        : Optional.of(
            album.figure(
                new Bars(title(point, metric), series.measure(), strategies(point), bars),
                numbers.table(series.heads(List.of("model")))));
  }

  private static String title(Report.PointResult point, Report.MetricMeaning metric) {
    return point.settings().isEmpty()
        ? metric.title()
        : metric.title() + ", at " + Words.settings(point.settings());
  }

  private static List<String> strategies(Report.PointResult point) {
    return point.strategies().stream().map(Report.StrategyResult::strategy).toList();
  }
}
