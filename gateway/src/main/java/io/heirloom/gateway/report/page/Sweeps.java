package io.heirloom.gateway.report.page;

import io.heirloom.gateway.picture.Curves;
import io.heirloom.gateway.picture.Positions;
import io.heirloom.gateway.picture.TradeOff;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTable.Cell;
import io.heirloom.gateway.report.ReportTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How models follow a setting that a study varies: the paper's Figures 3, A1, A2, A7 and A8. */
final class Sweeps {
  private static final String LAMBDA = "lambda";

  private final Report report;
  private final Series trust;
  private final Series task;
  private final Album album;

  Sweeps(Report report, Album album) {
    this.report = report;
    this.trust = new Series(report.meaning(report.judgedBy()));
    this.task = new Series(report.meaning(report.taskMetric()));
    this.album = album;
  }

  /** One for each setting that has numbers for values. */
  List<Page.Chapter> chapters() {
    return report.axes().stream().filter(Sweeps::isNumeric).map(this::chapter).toList();
  }

  private static boolean isNumeric(Report.Axis axis) {
    return axis.values().stream().allMatch(Number.class::isInstance);
  }

  private Page.Chapter chapter(Report.Axis axis) {
    return new Page.Chapter(
        "axis-" + (1 + report.axes().indexOf(axis)),
        "Along " + axis.name(),
        "Lines are means over seeds, bars sample deviations; models that do not learn with "
            + axis.name()
            + " stay as they are.",
        groups(axis));
  }

  private List<Page.Group> groups(Report.Axis axis) {
    if (axis.values().size() > Positions.MOST) {
      return List.of(
          new Page.Group(
              "",
              true,
              Page.Shown.note("It has more values than can be drawn; the format csv has all.")));
    }
    return Slice.groups(
        Slice.along(List.of(axis.name()), report.points()),
        slice -> new Page.Shown(List.of(), figures(axis, slice), List.of()));
  }

  private List<Page.Figure> figures(Report.Axis axis, Slice slice) {
    Positions.Numbers positions = positions(axis);
    Stream<Optional<Page.Figure>> curves =
        Stream.of(trust, task).map(series -> curves(series, positions, slice));
    Stream<Optional<Page.Figure>> tradeOff =
        axis.name().startsWith(LAMBDA) ? Stream.of(tradeOff(positions, slice)) : Stream.empty();
    return Stream.concat(curves, tradeOff).flatMap(Optional::stream).toList();
  }

  private static Positions.Numbers positions(Report.Axis axis) {
    return new Positions.Numbers(
        axis.name(), axis.values().stream().map(Sweeps::number).sorted().distinct().toList());
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private Optional<Page.Figure> curves(Series series, Positions.Numbers positions, Slice slice) {
    List<Curves.Point> points = new ArrayList<>();
    NumbersBehind numbers = new NumbersBehind();
    for (Place place : places(positions, slice)) {
      series
          .of(place.model())
          .ifPresent(
              summary -> {
                points.add(
                    new Curves.Point(
                        place.strategy(),
                        place.role(),
                        place.position(),
                        Series.estimate(summary)));
                numbers.add(place.strategy(), series.row(place.cells(), summary));
              });
    }
    String title = slice.titled(series.metric().title() + " along " + positions.title());
    return points.isEmpty()
        ? Optional.empty()
        : Optional.of(
            album.figure(
                new Curves(
                    title,
                    series.measure(),
                    positions,
                    slice.strategies(),
                    points,
                    Optional.empty()),
                numbers.table(series.heads(List.of(positions.title(), "model")))));
  }

  private Optional<Page.Figure> tradeOff(Positions.Numbers positions, Slice slice) {
    List<TradeOff.Stop> stops = new ArrayList<>();
    NumbersBehind numbers = new NumbersBehind();
    for (Place place : places(positions, slice)) {
      Optional<Report.Summary> ofTask = task.of(place.model());
      Optional<Report.Summary> ofTrust = trust.of(place.model());
      if (ofTask.isPresent() && ofTrust.isPresent()) {
        stops.add(
            new TradeOff.Stop(
                place.strategy(),
                place.role(),
                place.position(),
                Series.estimate(ofTask.get()),
                Series.estimate(ofTrust.get())));
        numbers.add(
            place.strategy(), trust.row(task.row(place.cells(), ofTask.get()), ofTrust.get()));
      }
    }
    String title = slice.titled("What trust costs in task performance along " + positions.title());
    return stops.isEmpty()
        ? Optional.empty()
        : Optional.of(
            album.figure(
                new TradeOff(
                    title,
                    task.measure(),
                    trust.measure(),
                    positions,
                    slice.strategies(),
                    stops,
                    OptionalInt.empty()),
                numbers.table(trust.heads(task.heads(List.of(positions.title(), "model"))))));
  }

  /** All models of a slice, strategy by strategy. */
  private static List<Place> places(Positions.Numbers positions, Slice slice) {
    List<Place> places = new ArrayList<>();
    for (String strategy : slice.strategies()) {
      for (Report.PointResult point : slice.points()) {
        Object setting = point.settings().get(positions.title());
        point.strategies().stream()
            .filter(result -> result.strategy().equals(strategy))
            .flatMap(result -> result.models().stream())
            .map(
                model ->
                    new Place(
                        strategy, positions.values().indexOf(number(setting)), setting, model))
            .forEach(places::add);
      }
    }
    return places;
  }

  /**
   * Where in a picture a model stands.
   *
   * @param position of its value on the axis, from 0
   */
  private record Place(String strategy, int position, Object setting, Report.ModelResult model) {
    Role role() {
      return Series.role(model.role());
    }

    List<Cell> cells() {
      return List.of(ReportTables.setting(setting), Cell.of(model.role()));
    }
  }
}
