package io.heirloom.gateway.report;

import io.heirloom.gateway.view.StudyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A report for people: the verdicts first, lines of at most 100 characters. */
public final class ReportText {
  private static final int WIDTH = 100;
  private static final int WIDEST_HEAD = 16;
  private static final int LABEL = 11;

  private final Report report;
  private final List<String> lines = new ArrayList<>();

  private ReportText(Report report) {
    this.report = report;
  }

  /** Plain text, each line ended. */
  public static String of(Report report) {
    ReportText text = new ReportText(report);
    text.verdicts();
    text.models();
    text.comparisons();
    text.failures();
    text.circumstances();
    return String.join("\n", text.lines) + "\n";
  }

  private void verdicts() {
    paragraph("", "Study " + report.id() + " (" + report.name() + "), " + report.state());
    lines.add("");
    for (Report.StrategyResult strategy : report.strategies()) {
      paragraph("", strategy.verdict());
    }
    report.notes().forEach(note -> paragraph("", note));
  }

  private void models() {
    List<Report.MetricMeaning> shown =
        report.metrics().stream().filter(metric -> !metric.role().equals("detail")).toList();
    List<String> heads = new ArrayList<>(List.of("strategy", "model", "seeds"));
    shown.forEach(metric -> heads.add(metric.title()));
    TextTable table = new TextTable(WIDEST_HEAD, heads);
    for (Report.StrategyResult strategy : report.strategies()) {
      for (Report.ModelResult model : strategy.models()) {
        List<String> cells = new ArrayList<>();
        cells.add(strategy.strategy());
        cells.add(model.role());
        cells.add(evaluated(model) + "/" + model.seeds().size());
        shown.forEach(metric -> cells.add(number(model.metrics().get(metric.name()))));
        table.row(cells.toArray(String[]::new));
      }
    }
    lines.add("");
    lines.addAll(table.lines());
    paragraph("", "Mean ± sample deviation over seeds; - is not known (yet).");
  }

  private void comparisons() {
    Report.MetricMeaning judged =
        report.metrics().stream()
            .filter(metric -> metric.name().equals(report.judgedBy()))
            .findFirst()
            .orElseThrow();
    lines.add("");
    paragraph(
        "",
        "Improvement in "
            + judged.title().toLowerCase(Locale.ROOT)
            + " ("
            + judged.better()
            + " is better), with 95 % paired bootstrap interval:");
    TextTable table =
        new TextTable(
            WIDEST_HEAD, List.of("strategy", "model", "over", "improvement", "interval", "trend"));
    for (Report.StrategyResult strategy : report.strategies()) {
      for (Report.Comparison comparison : strategy.comparisons()) {
        table.row(
            strategy.strategy(),
            comparison.model(),
            comparison.than(),
            signed(comparison.improvement()),
            comparison.low().isEmpty()
                ? "-"
                : signed(comparison.low()) + " to " + signed(comparison.high()),
            comparison.answer());
      }
    }
    lines.addAll(table.lines());
    paragraph("", "present: better; absent: worse; undecided: the interval holds 0.");
    report.strategies().stream()
        .flatMap(strategy -> strategy.comparisons().stream())
        .flatMap(comparison -> comparison.reason().stream())
        .distinct()
        .forEach(reason -> paragraph("", "Unknown where " + reason + "."));
    if (restOnOneSeed()) {
      paragraph("", "One seed only: intervals cover chance in test rows, not in training.");
    }
  }

  private void failures() {
    if (report.failed().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("Failed steps");
    for (Report.FailedStep step : report.failed()) {
      paragraph("  ", step.title() + ": " + step.reason());
    }
  }

  private void circumstances() {
    lines.add("");
    Report.DataUsed data = report.data();
    labelled(
        "Data",
        data.name()
            + " ("
            + data.title()
            + "): "
            + rows(data.rows(), "training")
            + ", "
            + rows(data.testRows(), "test")
            + ", split seed "
            + data.splitSeed()
            + "; "
            + data.source()
            + data.licence().map(licence -> "; licence: " + licence).orElse(""));
    report.request().forEach((key, value) -> setting(key, value));
    StudyView.Steps steps = report.steps();
    labelled(
        "Steps",
        steps.total()
            + ": "
            + steps.done()
            + " done, "
            + steps.reused()
            + " reused, "
            + steps.failed()
            + " failed, "
            + steps.skipped()
            + " skipped, "
            + steps.cancelled()
            + " cancelled, "
            + (steps.waiting() + steps.running())
            + " to come");
  }

  // The data are described already, and strategies, objectives and name stand in the table.
  private void setting(String key, Object value) {
    switch (key) {
      case "models", "settings", "lambda", "alpha", "labels", "seeds", "shards" ->
          labelled(capitalised(key), plain(value));
      case "training" ->
          ((Map<?, ?>) value)
              .forEach((model, training) -> labelled("Training", model + ": " + plain(training)));
      default -> {
        // Not shown.
      }
    }
  }

  private boolean restOnOneSeed() {
    return report.strategies().stream()
        .flatMap(strategy -> strategy.comparisons().stream())
        .anyMatch(comparison -> comparison.low().isPresent() && comparison.seeds() == 1);
  }

  private void labelled(String label, String text) {
    List<String> parts = TextTable.lines(text, WIDTH - LABEL);
    for (int part = 0; part < parts.size(); part++) {
      String start = part == 0 ? label : "";
      lines.add(start + " ".repeat(LABEL - start.length()) + parts.get(part));
    }
  }

  private void paragraph(String indent, String text) {
    List<String> parts = TextTable.lines(text.strip(), WIDTH - indent.length() - 2);
    for (int part = 0; part < parts.size(); part++) {
      lines.add(indent + (part == 0 ? "" : "  ") + parts.get(part));
    }
  }

  private static long evaluated(Report.ModelResult model) {
    return model.seeds().stream().filter(Report.SeedResult::evaluated).count();
  }

  private static String rows(OptionalInt rows, String part) {
    return (rows.isPresent() ? rows.getAsInt() : "all") + " " + part + " rows";
  }

  private static String number(Report.Summary summary) {
    if (summary == null) {
      return "-";
    }
    String mean = String.format(Locale.ROOT, "%.3f", summary.mean());
    return summary.deviation().isEmpty()
        ? mean
        : mean + String.format(Locale.ROOT, " ± %.3f", summary.deviation().getAsDouble());
  }

  private static String signed(OptionalDouble value) {
    return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%+.3f", value.getAsDouble());
  }

  private static String plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "the property's defaults"
          : String.join(
              ", ",
              map.entrySet().stream()
                  .map(
                      entry -> entry.getKey().toString().replace('_', ' ') + " " + entry.getValue())
                  .toList());
    }
    if (value instanceof List<?> list) {
      return String.join(", ", list.stream().map(Object::toString).toList());
    }
    return value instanceof Double number ? decimal(number) : value.toString();
  }

  /** Such as 1, 0.25 and 5e-5. */
  private static String decimal(double number) {
    String text = Double.toString(number).replace(".0E", "e").replace('E', 'e');
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String capitalised(String key) {
    return key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
  }
}
