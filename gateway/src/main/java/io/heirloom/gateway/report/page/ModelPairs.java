package io.heirloom.gateway.report.page;

import io.heirloom.gateway.picture.Grid;
import io.heirloom.gateway.picture.Positions;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTable;
import io.heirloom.gateway.report.ReportTable.Cell;
import io.heirloom.gateway.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How pairs of weak and strong models did: the paper's Figures A3 to A6. */
final class ModelPairs {
  private static final String WEAK = "weak";
  private static final String STRONG = "strong";
  private static final List<String> AXES = List.of(axis(WEAK), axis(STRONG));
  private static final int MOST_WEAK_MODELS = 4;

  private final Report report;
  private final List<String> weak;
  private final List<String> strong;
  private final Album album;

  ModelPairs(Report report, Album album) {
    this.report = report;
    this.weak = models(WEAK);
    this.strong = models(STRONG);
    this.album = album;
  }

  private static String axis(String model) {
    return "models." + model;
  }

  /** Empty where neither model varies. */
  Optional<Page.Chapter> chapter() {
    return report.axes().stream().map(Report.Axis::name).anyMatch(AXES::contains)
        ? Optional.of(
            new Page.Chapter(
                "models",
                "Pairs of models",
                "A column for each weak model, the strong models along its axis. Means over seeds,"
                    + " with sample deviations.",
                Slice.groups(Slice.along(AXES, report.points()), this::shown)))
        : Optional.empty();
  }

  private Page.Shown shown(Slice slice) {
    List<Pairs> pairs =
        Stream.of(report.judgedBy(), report.taskMetric())
            .map(report::meaning)
            .map(metric -> pairs(new Series(metric), slice))
            .filter(known -> !known.cells().isEmpty())
            .toList();
    if (isDrawable(slice)) {
      return new Page.Shown(
          List.of(), pairs.stream().map(known -> figure(known, slice)).toList(), List.of());
    }
    return new Page.Shown(
        List.of("There are too many models for a picture; the tables have all."),
        List.of(),
        pairs.stream()
            .map(known -> new Page.TitledTable(known.title(slice), known.numbers()))
            .toList());
  }

  private boolean isDrawable(Slice slice) {
    return weak.size() <= MOST_WEAK_MODELS
        && weak.size() * slice.strategies().size() <= Grid.MOST_PANELS
        && strong.size() <= Positions.MOST;
  }

  private Page.Figure figure(Pairs pairs, Slice slice) {
    return album.figure(
        new Grid(
            pairs.title(slice),
            pairs.series().measure(),
            weak,
            strong,
            slice.strategies(),
            pairs.cells()),
        pairs.numbers());
  }

  private Pairs pairs(Series series, Slice slice) {
    List<Grid.Cell> cells = new ArrayList<>();
    NumbersBehind numbers = new NumbersBehind();
    for (Report.PointResult point : slice.points()) {
      String ofWeak = model(point, WEAK, weak);
      String ofStrong = model(point, STRONG, strong);
      for (Report.StrategyResult strategy : point.strategies()) {
        for (Report.ModelResult model : strategy.models()) {
          series
              .of(model)
              .ifPresent(
                  summary -> {
                    cells.add(
                        new Grid.Cell(
                            ofWeak,
                            ofStrong,
                            strategy.strategy(),
                            Series.role(model.role()),
                            Series.estimate(summary)));
                    numbers.add(
                        strategy.strategy(),
                        series.row(
                            Stream.of(ofWeak, ofStrong, model.role()).map(Cell::of).toList(),
                            summary));
                  });
        }
      }
    }
    return new Pairs(
        series, cells, numbers.table(series.heads(List.of("weak model", "strong model", "model"))));
  }

  /** How all pairs of a slice did by one metric. */
  private record Pairs(Series series, List<Grid.Cell> cells, ReportTable numbers) {
    String title(Slice slice) {
      return slice.titled(series.metric().title() + " of pairs of models");
    }
  }

  private static String model(Report.PointResult point, String model, List<String> only) {
    return Words.plain(point.settings().getOrDefault(axis(model), only.get(0)));
  }

  /** The names of all models of a kind: one where they do not vary. */
  private List<String> models(String model) {
    return report.axes().stream()
        .filter(axis -> axis.name().equals(axis(model)))
        .findFirst()
        .map(axis -> axis.values().stream().map(Words::plain).toList())
        .orElseGet(() -> List.of(requested(model)));
  }

  private String requested(String model) {
    return report.request().get("models") instanceof Map<?, ?> models && models.get(model) != null
        ? Words.plain(models.get(model))
        : model;
  }
}
