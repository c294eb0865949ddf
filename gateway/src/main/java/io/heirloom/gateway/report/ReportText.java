package io.heirloom.gateway.report;

import io.heirloom.gateway.table.TextTable;
import io.heirloom.gateway.view.StudyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for people: the verdicts first, lines of at most 80 characters. */
public final class ReportText {
  private static final int WIDTH = 80;
  private static final int WIDEST_HEAD = 16;
  private static final int LABEL = 11;

  private final Report report;
  private final ReportTables tables;
  private final List<String> lines = new ArrayList<>();

  private ReportText(Report report) {
    this.report = report;
    this.tables = new ReportTables(report);
  }

  /** Plain text, each line ended. */
  public static String of(Report report) {
    ReportText text = new ReportText(report);
    text.title();
    text.verdicts();
    text.choices();
    text.points();
    text.failures();
    text.circumstances();
    return String.join("\n", text.lines) + "\n";
  }

  private void title() {
    paragraph("", "Study " + report.id() + " (" + report.name() + "), " + report.state());
    report.reason().ifPresent(reason -> paragraph("", "It failed: " + reason));
    report.notes().forEach(note -> paragraph("", note));
  }

  private void verdicts() {
    if (report.points().isEmpty()) {
      return;
    }
    lines.add("");
    Report.MetricMeaning judged = report.meaning(report.judgedBy());
    paragraph(
        "",
        "Is there weak-to-strong trust? By %s (%s is better)"
            .formatted(judged.title().toLowerCase(Locale.ROOT), judged.better()));
    lines.add("");
    table(tables.verdicts());
    paragraph(
        "",
        "\u2713, \u00d7: the order of means, as in the paper. Words: 95 % intervals over seeds and test"
            + " rows; present: better, absent: worse, undecided: the data do not tell.");
  }

  private void choices() {
    for (Report.StageResult stage : report.stages()) {
      for (Report.ChoiceResult choice : stage.choices()) {
        lines.add("");
        paragraph("", "Chosen on validation rows: " + choice.setting() + " " + choice.reason());
        table(tables.candidates(choice));
      }
    }
  }

  private void points() {
    if (report.points().size() > ReportTables.MOST_POINTS) {
      lines.add("");
      paragraph(
          "",
          "The models of %d points are in the other formats: html, markdown, csv, json."
              .formatted(report.points().size()));
      return;
    }
    for (Report.PointResult point : report.points()) {
      if (!point.settings().isEmpty()) {
        lines.add("");
        paragraph("", Words.plain(point.settings()));
      }
      models(point);
      comparisons(point);
    }
  }

  private void models(Report.PointResult point) {
    lines.add("");
    table(tables.models(point));
    paragraph("", "Mean \u00b1 sample deviation over seeds; - is not known (yet).");
  }

  private void comparisons(Report.PointResult point) {
    lines.add("");
    Report.MetricMeaning judged = report.meaning(report.judgedBy());
    paragraph(
        "",
        "Improvement in %s, with 95 %% interval and effect size (Hedges' g over seeds):"
            .formatted(judged.title().toLowerCase(Locale.ROOT)));
    table(tables.comparisons(point));
    point.strategies().stream()
        .filter(strategy -> strategy.comparisons().isEmpty())
        .forEach(strategy -> paragraph("", strategy.verdict().sentence()));
    ReportTables.reasons(point).forEach(reason -> paragraph("", reason));
    recovered(point);
  }

  private void recovered(Report.PointResult point) {
    List<String> parts = new ArrayList<>();
    for (Report.StrategyResult strategy : point.strategies()) {
      for (Report.Recovered recovered : strategy.recovered()) {
        if (recovered.known()) {
          parts.add(
              "%s, %s: task %s, trust %s"
                  .formatted(
                      strategy.strategy(),
                      recovered.model(),
                      Words.share(recovered.task()),
                      Words.share(recovered.trust())));
        }
      }
    }
    if (!parts.isEmpty()) {
      paragraph("", "Performance gap recovered: " + String.join("; ", parts) + ".");
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
    paragraph(
        "",
        "%d more were skipped, as they rest on these. Do them anew: heirloom retry %s"
            .formatted(report.steps().skipped(), report.id()));
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
            + Words.rows(data.rows(), "training")
            + ", "
            + Words.rows(data.testRows(), "test")
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
            + " to come; "
            + report.asked()
            + " without merging");
    work();
    labelled(
        "Program",
        "Heirloom %s, recipe %d, Java %s"
            .formatted(
                report.provenance().version(),
                report.provenance().recipe(),
                report.provenance().java()));
  }

  // The data are described already, and strategies, objectives and name stand in the table.
  private void setting(String key, Object value) {
    switch (key) {
      case "models", "settings", "lambda", "alpha", "labels", "seeds", "shards" ->
          labelled(Words.capitalised(key), Words.plain(value));
      case "training" ->
          ((Map<?, ?>) value)
              .forEach(
                  (model, training) -> labelled("Training", model + ": " + Words.plain(training)));
      default -> {
        // Not shown.
      }
    }
  }

  private void table(ReportTable shown) {
    TextTable table = new TextTable(WIDEST_HEAD, shown.heads());
    for (ReportTable.Section section : shown.sections()) {
      String indent = section.title().isEmpty() ? "" : "  ";
      if (!section.title().isEmpty()) {
        table.heading(section.title());
      }
      section.rows().forEach(row -> table.row(texts(indent, row)));
    }
    lines.addAll(table.lines());
  }

  private static String[] texts(String indent, List<ReportTable.Cell> row) {
    String[] texts = row.stream().map(ReportTable.Cell::text).toArray(String[]::new);
    texts[0] = indent + texts[0];
    return texts;
  }

  private void work() {
    List<String> operations =
        report.provenance().work().stream()
            .map(
                work ->
                    String.format(
                        Locale.ROOT,
                        "%s %d x %.1f s",
                        work.operation(),
                        work.steps(),
                        work.seconds() / work.steps()))
            .toList();
    if (!operations.isEmpty()) {
      labelled("Work", String.join(", ", operations));
    }
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
}
