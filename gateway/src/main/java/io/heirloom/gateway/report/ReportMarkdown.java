package io.heirloom.gateway.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A report in GitHub-flavoured Markdown, to be pasted into a README or an issue. */
public final class ReportMarkdown {
  private final Report report;
  private final Synopsis synopsis;
  private final ReportTables tables;
  private final List<String> blocks = new ArrayList<>();

  private ReportMarkdown(Report report) {
    this.report = report;
    this.synopsis = new Synopsis(report);
    this.tables = new ReportTables(report);
  }

  /** Markdown, its last line ended. */
  public static String of(Report report) {
    ReportMarkdown markdown = new ReportMarkdown(report);
    markdown.title();
    markdown.verdicts();
    markdown.choices();
    markdown.points();
    markdown.titled("Performance gap recovered", markdown.tables.recovered());
    markdown.titled("Failed steps", markdown.tables.failed());
    markdown.data();
    markdown.provenance();
    return String.join("\n\n", markdown.blocks) + "\n";
  }

  private void title() {
    blocks.add("# Study: " + MarkdownText.inLine(report.name()));
    paragraph(synopsis.question() + ". " + synopsis.state() + ".");
    list(synopsis.notes());
    list(synopsis.answers());
  }

  private void verdicts() {
    if (report.hasEvaluations()) {
      titled("Is there weak-to-strong trust?", tables.verdicts());
      paragraph(Synopsis.LEGEND);
    }
  }

  private void choices() {
    for (Report.StageResult stage : report.stages()) {
      for (Report.ChoiceResult choice : stage.choices()) {
        titled("Chosen on validation rows: " + choice.setting(), tables.candidates(choice));
        paragraph("Chosen: " + choice.reason() + ".");
      }
    }
  }

  private void points() {
    if (report.hasEvaluations()) {
      report.points().stream().limit(ReportTables.MOST_POINTS).forEach(this::point);
      tables.pointsLeftOut().ifPresent(this::paragraph);
    }
  }

  private void point(Report.PointResult point) {
    String place = Words.settings(point.settings());
    titled(place.isEmpty() ? "Models" : "Models at " + place, tables.models(point));
    ReportTable comparisons = tables.comparisons(point);
    if (!comparisons.isEmpty()) {
      paragraph(
          "Improvement in "
              + report.meaning(report.judgedBy()).title()
              + ", with 95 % interval and effect size (Hedges' g over seeds):");
      blocks.add(table(comparisons));
    }
    list(ReportTables.reasons(point));
    folded("Details", tables.details(point));
  }

  private void data() {
    heading("Data");
    facts(tables.data());
  }

  private void provenance() {
    heading("Provenance");
    facts(tables.circumstances());
    blocks.add(MarkdownText.block("yaml", synopsis.studyFile()));
    blocks.add(table(tables.work()));
    folded("What the metrics mean", tables.metrics());
    folded("Every model: the steps and artifacts it comes from", tables.origins());
  }

  private void titled(String title, ReportTable table) {
    if (!table.isEmpty()) {
      heading(title);
      blocks.add(table(table));
    }
  }

  private void folded(String title, ReportTable table) {
    if (!table.isEmpty()) {
      blocks.add("<details><summary>" + MarkdownText.inLine(title) + "</summary>");
      blocks.add(table(table));
      blocks.add("</details>");
    }
  }

  private void heading(String title) {
    blocks.add("## " + MarkdownText.inLine(title));
  }

  private void paragraph(String text) {
    blocks.add(MarkdownText.inLine(text));
  }

  private void list(List<String> items) {
    if (!items.isEmpty()) {
      blocks.add(
          items.stream()
              .map(item -> "- " + MarkdownText.inLine(item))
              .collect(Collectors.joining("\n")));
    }
  }

  private void facts(List<ReportTables.Fact> facts) {
    list(facts.stream().map(fact -> fact.label() + ": " + fact.text()).toList());
  }

  private static String table(ReportTable table) {
    List<String> lines = new ArrayList<>();
    lines.add(row(table.heads().stream().map(MarkdownText::inLine).toList()));
    lines.add(row(Collections.nCopies(table.heads().size(), "---")));
    for (ReportTable.Section section : table.sections()) {
      if (!section.title().isEmpty()) {
        List<String> title = new ArrayList<>(Collections.nCopies(table.heads().size(), ""));
        title.set(0, "**" + MarkdownText.inLine(section.title()) + "**");
        lines.add(row(title));
      }
      section.rows().stream()
          .map(cells -> row(cells.stream().map(ReportMarkdown::cell).toList()))
          .forEach(lines::add);
    }
    return String.join("\n", lines);
  }

  private static String cell(ReportTable.Cell cell) {
    boolean digest = cell.isDigest() && !cell.text().isEmpty();
    return digest ? "`" + cell.beginning() + "`" : MarkdownText.inLine(cell.text());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
