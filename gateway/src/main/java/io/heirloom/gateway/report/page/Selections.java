package io.heirloom.gateway.report.page;

import io.heirloom.gateway.picture.Curves;
import io.heirloom.gateway.picture.Estimate;
import io.heirloom.gateway.picture.Positions;
import io.heirloom.gateway.picture.TradeOff;
import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTables;
import io.heirloom.gateway.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** How settings were chosen, and what was tried. */
final class Selections {
  private static final List<String> PANEL = List.of("validation rows");

  private final Report report;
  private final Series trust;
  private final Series task;
  private final ReportTables tables;
  private final Album album;

  Selections(Report report, Album album) {
    this.report = report;
    this.trust = new Series(report.meaning(report.judgedBy()));
    this.task = new Series(report.meaning(report.taskMetric()));
    this.tables = new ReportTables(report);
    this.album = album;
  }

  Page.Chapter chapter() {
    return new Page.Chapter(
        "selection",
        "How settings were chosen",
        "Models with each value were judged on validation rows, never on test rows.",
        report.stages().stream()
            .flatMap(stage -> stage.choices().stream().map(choice -> group(stage, choice)))
            .toList());
  }

  private Page.Group group(Report.StageResult stage, Report.ChoiceResult choice) {
    List<Choice.Candidate> candidates =
        choice.candidates().stream().sorted(Comparator.comparing(Choice.Candidate::value)).toList();
    List<String> notes =
        List.of(
            "Chosen: " + choice.setting() + " " + choice.reason() + ".",
            "Stage %d, by the rule %s; judged by: %s, %s"
                    .formatted(
                        stage.number() + 1,
                        rule(stage.rule()),
                        choice.judged(),
                        seeds(stage.seeds()))
                + ".");
    return new Page.Group(
        choice.setting() + " = " + Words.plain(choice.value()),
        true,
        candidates.size() > Positions.MOST
            ? new Page.Shown(
                notes,
                List.of(),
                Page.TitledTable.of("All values tried", tables.candidates(choice)))
            : new Page.Shown(notes, figures(choice, candidates), List.of()));
  }

  private static String rule(String name) {
    return switch (name) {
      case "knee" -> "\u201cknee\u201d (where more trust begins to cost much task performance)";
      case "best-trust" ->
          "\u201cbest-trust\u201d (the best trust at a bounded loss of task performance)";
      case "weighted" -> "\u201cweighted\u201d (the best weighted sum of both)";
      default -> "\u201c" + name + "\u201d";
    };
  }

  private static String seeds(List<Long> seeds) {
    return (seeds.size() == 1 ? "seed " : "seeds ") + Words.plain(seeds);
  }

  private List<Page.Figure> figures(Report.ChoiceResult choice, List<Choice.Candidate> candidates) {
    Positions.Numbers positions =
        new Positions.Numbers(
            choice.setting(), candidates.stream().map(Choice.Candidate::value).toList());
    return List.of(
        curves(trust, choice, positions, values(candidates, Choice.Candidate::trust)),
        curves(task, choice, positions, values(candidates, Choice.Candidate::task)),
        tradeOff(choice, positions, candidates));
  }

  private static List<Estimate> values(
      List<Choice.Candidate> candidates, ToDoubleFunction<Choice.Candidate> value) {
    return candidates.stream().map(candidate -> exactly(value.applyAsDouble(candidate))).toList();
  }

  private static Estimate exactly(double value) {
    return new Estimate(value, OptionalDouble.empty());
  }

  private Page.Figure curves(
      Series series,
      Report.ChoiceResult choice,
      Positions.Numbers positions,
      List<Estimate> values) {
    Role role = Series.role(choice.judged());
    List<Curves.Point> points =
        IntStream.range(0, values.size())
            .mapToObj(
                position -> new Curves.Point(PANEL.get(0), role, position, values.get(position)))
            .toList();
    return album.figure(
        new Curves(
            series.metric().title() + " of the values tried of " + choice.setting(),
            series.measure(),
            positions,
            PANEL,
            points,
            Optional.of(new Curves.Mark(choice.value(), "chosen: " + Words.plain(choice.value())))),
        tables.candidates(choice));
  }

  private Page.Figure tradeOff(
      Report.ChoiceResult choice, Positions.Numbers positions, List<Choice.Candidate> candidates) {
    Role role = Series.role(choice.judged());
    List<TradeOff.Stop> stops = new ArrayList<>();
    for (Choice.Candidate candidate : candidates) {
      stops.add(
          new TradeOff.Stop(
              PANEL.get(0),
              role,
              stops.size(),
              exactly(candidate.task()),
              exactly(candidate.trust())));
    }
    return album.figure(
        new TradeOff(
            "Trust against task performance over the values tried of " + choice.setting(),
            task.measure(),
            trust.measure(),
            positions,
            PANEL,
            stops,
            OptionalInt.of(positions.values().indexOf(choice.value()))),
        tables.candidates(choice));
  }
}
