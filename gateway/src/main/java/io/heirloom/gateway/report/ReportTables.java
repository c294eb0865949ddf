package io.heirloom.gateway.report;

import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.report.ReportTable.Cell;
import io.heirloom.gateway.report.ReportTable.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of a report, for every form that shows them. */
public final class ReportTables {
  /** Of how many points a report shows more than the verdicts. */
  public static final int MOST_POINTS = 12;

  private final Report report;

  public ReportTables(Report report) {
    this.report = report;
  }

  /** Both halves of the question and the whole, a row for each point and strategy. */
  ReportTable verdicts() {
    return ReportTable.of(
        heads("strategy", "WTS over weak", "ceiling over WTS", "both"),
        rows(
            (point, strategy) ->
                Stream.of(
                    ReportTable.row(
                        place(point, strategy),
                        Cell.of(Words.half(strategy.verdict().inherited())),
                        Cell.of(Words.half(strategy.verdict().ceilingLeads())),
                        Cell.of(Words.half(strategy.verdict().overall()))))));
  }

  /** The values tried of a setting; a star stands before the one chosen. */
  public ReportTable candidates(Report.ChoiceResult choice) {
    return ReportTable.of(
        List.of(
            "",
            choice.setting(),
            report.meaning(report.judgedBy()).title(),
            report.meaning(report.taskMetric()).title()),
        choice.candidates().stream().map(candidate -> candidate(choice, candidate)).toList());
  }

  private static List<Cell> candidate(Report.ChoiceResult choice, Choice.Candidate candidate) {
    return List.of(
        Cell.of(candidate.value() == choice.value() ? "*" : ""),
        Cell.number(Words.plain(candidate.value())),
        Cell.number(Words.thousandths(candidate.trust())),
        Cell.number(Words.thousandths(candidate.task())));
  }

  /** How the models of a point did by the metrics of trust and task performance. */
  public ReportTable models(Report.PointResult point) {
    List<Report.MetricMeaning> shown = report.mainMetrics();
    List<String> heads = new ArrayList<>(List.of("model", "seeds"));
    shown.forEach(metric -> heads.add(metric.title()));
    return new ReportTable(
        heads,
        point.strategies().stream()
            .map(
                strategy ->
                    new Section(
                        strategy.strategy(),
                        strategy.models().stream().map(model -> model(model, shown)).toList()))
            .toList());
  }

  private static List<Cell> model(Report.ModelResult model, List<Report.MetricMeaning> shown) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(model.role()));
    cells.add(Cell.number(model.evaluated() + "/" + model.seeds().size()));
    shown.forEach(
        metric -> cells.add(Cell.number(Words.number(model.metrics().get(metric.name())))));
    return cells;
  }

  /** What the metrics of trust and task performance are made of, a row for each. */
  public ReportTable details(Report.PointResult point) {
    List<String> roles =
        point.strategies().stream()
            .flatMap(strategy -> strategy.models().stream())
            .map(Report.ModelResult::role)
            .distinct()
            .toList();
    List<String> heads = new ArrayList<>(List.of("metric"));
    heads.addAll(roles);
    return new ReportTable(
        heads,
        point.strategies().stream()
            .map(
                strategy ->
                    new Section(
                        strategy.strategy(),
                        report.detailMetrics().stream()
                            .filter(metric -> strategy.knows(metric.name()))
                            .map(metric -> detail(metric, roles, strategy))
                            .toList()))
            .toList());
  }

  private static List<Cell> detail(
      Report.MetricMeaning metric, List<String> roles, Report.StrategyResult strategy) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.of(metric.title()));
    for (String role : roles) {
      cells.add(
          Cell.number(
              Words.number(
                  strategy.models().stream()
                      .filter(model -> model.role().equals(role))
                      .findFirst()
                      .map(model -> model.metrics().get(metric.name()))
                      .orElse(null))));
    }
    return cells;
  }

  /** By how much models are more trustworthy than others. */
  public ReportTable comparisons(Report.PointResult point) {
    return new ReportTable(
        List.of("model", "over", "improvement", "interval", "effect", "trend"),
        point.strategies().stream()
            .map(
                strategy ->
                    new Section(
                        strategy.strategy(),
                        strategy.comparisons().stream().map(ReportTables::comparison).toList()))
            .toList());
  }

  private static List<Cell> comparison(Report.Comparison comparison) {
    return List.of(
        Cell.of(comparison.model()),
        Cell.of(comparison.than()),
        Cell.number(Words.signed(comparison.improvement())),
        Cell.number(Words.interval(comparison)),
        Cell.number(Words.effect(comparison)),
        Cell.of(comparison.answer()));
  }

  /**
   * Why comparisons of a point are unknown or undecided whatever the interval, each reason once.
   */
  public static List<String> reasons(Report.PointResult point) {
    return point.strategies().stream()
        .flatMap(strategy -> strategy.comparisons().stream())
        .flatMap(
            comparison ->
                comparison.reason().stream()
                    .map(
                        reason ->
                            Words.capitalised(comparison.answer()) + " where " + reason + "."))
        .distinct()
        .toList();
  }

  /** How much of the gap between weak model and ceiling is closed; no rows where none is known. */
  public ReportTable recovered() {
    return ReportTable.of(
        heads(
            "strategy",
            "model",
            "of " + report.meaning(report.taskMetric()).title(),
            "of " + report.meaning(report.judgedBy()).title()),
        rows(
            (point, strategy) ->
                strategy.recovered().stream()
                    .filter(Report.Recovered::known)
                    .map(
                        recovered ->
                            ReportTable.row(
                                place(point, strategy),
                                Cell.of(recovered.model()),
                                Cell.number(Words.share(recovered.task())),
                                Cell.number(Words.share(recovered.trust()))))));
  }

  /** Steps that failed, and why. */
  public ReportTable failed() {
    return ReportTable.of(
        List.of("step", "reason", "key"),
        report.failed().stream()
            .map(
                step ->
                    List.of(Cell.of(step.title()), Cell.of(step.reason()), Cell.digest(step.key())))
            .toList());
  }

  /** What the metrics mean. */
  public ReportTable metrics() {
    return ReportTable.of(
        List.of("metric", "name", "stands for", "better"),
        report.metrics().stream()
            .map(
                metric ->
                    Stream.of(metric.title(), metric.name(), metric.role(), metric.better())
                        .map(Cell::of)
                        .toList())
            .toList());
  }

  /** Time at work of each operation. */
  public ReportTable work() {
    return ReportTable.of(
        List.of("operation", "steps done", "time at work", "each"),
        report.provenance().work().stream()
            .map(
                work ->
                    List.of(
                        Cell.of(work.operation()),
                        Cell.number(Long.toString(work.steps())),
                        Cell.number(Words.duration(work.seconds())),
                        Cell.number(Words.duration(work.seconds() / work.steps()))))
            .toList());
  }

  /** The steps and artifacts that every model's numbers come from. */
  public ReportTable origins() {
    return ReportTable.of(
        heads(
            "strategy",
            "model",
            "seed",
            "trained by step",
            "evaluated by step",
            "checkpoint",
            "evaluation",
            "state"),
        rows(
            (point, strategy) ->
                strategy.models().stream()
                    .flatMap(
                        model ->
                            model.seeds().stream()
                                .flatMap(
                                    seed ->
                                        seed.parts().stream()
                                            .map(
                                                part ->
                                                    origin(
                                                        place(point, strategy),
                                                        model.role(),
                                                        seed.seed(),
                                                        part))))));
  }

  private static List<Cell> origin(
      List<Cell> place, String role, long seed, Report.PartResult part) {
    return ReportTable.row(
        place,
        Cell.of(part.part().isEmpty() ? role : role + ", " + part.part()),
        Cell.number(Long.toString(seed)),
        Cell.digest(part.trained()),
        Cell.digest(part.evaluated()),
        Cell.digest(part.checkpoint().orElse("")),
        Cell.digest(part.evaluation().orElse("")),
        Cell.of(part.state()));
  }

  /** Where the data come from. */
  public List<Fact> data() {
    Report.DataUsed data = report.data();
    return Stream.of(
            Optional.of(new Fact("Data set", data.title() + " (" + data.name() + ")")),
            data.about().map(about -> new Fact("About", about)),
            Optional.of(new Fact("Source", data.source())),
            data.licence().map(licence -> new Fact("Licence", licence)),
            data.citation().map(citation -> new Fact("Cite as", citation)),
            Optional.of(
                new Fact(
                    "Rows",
                    Words.rows(data.rows(), "training")
                        + ", "
                        + Words.rows(data.testRows(), "test"))),
            Optional.of(new Fact("Split seed", Long.toString(data.splitSeed()))),
            Optional.of(new Fact("Digest", data.digest())))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What else it takes to do the study again. */
  public List<Fact> circumstances() {
    Report.Provenance provenance = report.provenance();
    return List.of(
        new Fact("Study", report.id()),
        new Fact("Program", "Heirloom " + provenance.version()),
        new Fact("Recipe", Integer.toString(provenance.recipe())),
        new Fact("Java", provenance.java()),
        new Fact("Seeds", Words.plain(report.request().getOrDefault("seeds", Words.UNKNOWN))),
        new Fact(
            "Steps",
            report.steps().total()
                + " ("
                + report.asked()
                + " without merging), "
                + report.steps().reused()
                + " reused"),
        new Fact("Wall time", Words.duration(provenance.wallSeconds())));
  }

  /** Says so where a report has more points than it shows. */
  public Optional<String> pointsLeftOut() {
    return leftOut(MOST_POINTS, report.points().size(), "points of the grid");
  }

  /** Says so where there are more of something than are shown. */
  public static Optional<String> leftOut(int shown, int all, String what) {
    return all <= shown
        ? Optional.empty()
        : Optional.of(
            "The first %d of %d %s are shown; the formats csv and json have all."
                .formatted(shown, all, what));
  }

  /** Something said in a line. */
  public record Fact(String label, String text) {}

  private List<String> heads(String... others) {
    return Stream.concat(report.axes().stream().map(Report.Axis::name), Arrays.stream(others))
        .toList();
  }

  private static List<Cell> place(Report.PointResult point, Report.StrategyResult strategy) {
    return Stream.concat(
            point.settings().values().stream().map(ReportTables::setting),
            Stream.of(Cell.of(strategy.strategy())))
        .toList();
  }

  /** A setting's value. */
  public static Cell setting(Object value) {
    return value instanceof Number ? Cell.number(Words.plain(value)) : Cell.of(Words.plain(value));
  }

  private List<List<Cell>> rows(RowsOfStrategy rows) {
    return report.points().stream()
        .flatMap(point -> point.strategies().stream().flatMap(strategy -> rows.of(point, strategy)))
        .toList();
  }

  /** The rows that a strategy has in a table. */
  private interface RowsOfStrategy {
    Stream<List<Cell>> of(Report.PointResult point, Report.StrategyResult strategy);
  }
}
