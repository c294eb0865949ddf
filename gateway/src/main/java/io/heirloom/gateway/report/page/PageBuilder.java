package io.heirloom.gateway.report.page;

import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTable;
import io.heirloom.gateway.report.ReportTables;
import io.heirloom.gateway.report.Synopsis;
import io.quarkus.qute.RawString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Prepares all that the page of a report shows. */
final class PageBuilder {
  private final Report report;
  private final Synopsis synopsis;
  private final ReportTables tables;
  private final Album album = new Album();

  PageBuilder(Report report) {
    this.report = report;
    this.synopsis = new Synopsis(report);
    this.tables = new ReportTables(report);
  }

  Page build(RawString style) {
    return new Page(
        style,
        report.name(),
        synopsis.question(),
        synopsis.state(),
        synopsis.answers(),
        synopsis.notes(),
        report.hasEvaluations()
            ? new VerdictMatrix(report).verdicts()
            : new Page.Verdicts(List.of(), List.of()),
        chapters(),
        tables.data().stream().map(this::source).toList(),
        tables.circumstances(),
        Stream.of(
                Page.TitledTable.of("Time at work", tables.work()),
                Page.TitledTable.of("What the metrics mean", tables.metrics()),
                Page.TitledTable.of(
                    "Every model: the steps and artifacts it comes from", tables.origins()))
            .flatMap(List::stream)
            .toList(),
        synopsis.studyFile());
  }

  private List<Page.Chapter> chapters() {
    List<Page.Chapter> chapters = new ArrayList<>();
    if (report.hasEvaluations()) {
      Phases phases = new Phases(report, album);
      chapters.add(phases.chapter());
      chapters.addAll(new Sweeps(report, album).chapters());
      new ModelPairs(report, album).chapter().ifPresent(chapters::add);
      chapters.add(new Selections(report, album).chapter());
      chapters.add(phases.furtherChapter());
    } else {
      chapters.add(new Selections(report, album).chapter());
    }
    chapters.add(
        chapter(
            "recovered",
            "Performance gap recovered",
            "How much of the gap between weak model and ceiling a weak-to-strong model closes: 0 %"
                + " at the weak model, 100 % at the ceiling; - where the gap is not above its noise.",
            tables.recovered()));
    chapters.add(
        chapter(
            "failed", "Failed steps", "What rests on these steps was not done.", tables.failed()));
    return chapters.stream().filter(chapter -> !chapter.groups().isEmpty()).toList();
  }

  private static Page.Chapter chapter(String id, String title, String lead, ReportTable table) {
    return new Page.Chapter(
        id,
        title,
        lead,
        Page.TitledTable.of("", table).stream()
            .map(
                only ->
                    new Page.Group("", true, new Page.Shown(List.of(), List.of(), List.of(only))))
            .toList());
  }

  /** A published source leads to where it is; a user's own path leads nowhere. */
  private Page.Source source(ReportTables.Fact fact) {
    boolean published =
        fact.text().equals(report.data().source()) && report.data().licence().isPresent();
    List<String> parts = Arrays.asList(fact.text().split(", "));
    return published && parts.stream().allMatch(part -> part.startsWith("https://"))
        ? new Page.Source(fact.label(), "", parts)
        : new Page.Source(fact.label(), fact.text(), List.of());
  }
}
