package io.heirloom.gateway.report.page;

import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTables;
import io.heirloom.gateway.report.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The verdicts of all points and strategies, and what they rest on. */
final class VerdictMatrix {
  private static final Predicate<Report.Comparison> OVER_WEAK =
      comparison -> comparison.than().equals(Role.WEAK.title());
  private static final Predicate<Report.Comparison> CEILING_OVER =
      comparison -> comparison.model().equals(Role.CEILING.title());

  private final Report report;

  VerdictMatrix(Report report) {
    this.report = report;
  }

  Page.Verdicts verdicts() {
    return new Page.Verdicts(
        report.axes().stream().map(Report.Axis::name).toList(),
        report.points().stream()
            .map(
                point -> point.strategies().stream().map(strategy -> row(point, strategy)).toList())
            .toList());
  }

  private static Page.Row row(Report.PointResult point, Report.StrategyResult strategy) {
    Report.VerdictResult verdict = strategy.verdict();
    return new Page.Row(
        point.settings().values().stream().map(ReportTables::setting).toList(),
        strategy.strategy(),
        half(verdict.inherited(), evidence(strategy, OVER_WEAK, Report.Comparison::model)),
        half(verdict.ceilingLeads(), evidence(strategy, CEILING_OVER, Report.Comparison::than)),
        half(verdict.overall(), List.of()));
  }

  private static Page.Half half(Report.HalfResult half, List<Page.Evidence> evidence) {
    return new Page.Half(
        half.answer(),
        shape(half.answer()),
        half.mark().map(Words::mark).orElse(""),
        marked(half.mark()),
        evidence);
  }

  private static String marked(Optional<Boolean> mark) {
    return mark.map(
            holds -> holds ? "the means are in that order" : "the means are not in that order")
        .orElse("the means are not known");
  }

  static String shape(String answer) {
    return switch (answer) {
      case "present" -> "\u25b2";
      case "absent" -> "\u25bc";
      case "undecided" -> "\u25c6";
      default -> "\u25cb";
    };
  }

  /**
   * What a half of a verdict rests on.
   *
   * @param of which comparisons it is made of
   * @param model the one of the two models that is weak-to-strong
   */
  private static List<Page.Evidence> evidence(
      Report.StrategyResult strategy,
      Predicate<Report.Comparison> of,
      Function<Report.Comparison, String> model) {
    return strategy.comparisons().stream()
        .filter(of)
        .map(
            comparison ->
                new Page.Evidence(
                    model.apply(comparison),
                    comparison.answer(),
                    Words.signed(comparison.improvement()),
                    comparison.low().isEmpty() ? "" : Words.interval(comparison),
                    comparison.effectSize().isEmpty() ? "" : Words.effect(comparison)))
        .toList();
  }
}
