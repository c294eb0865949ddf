package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.table.Printable;
import java.util.DoubleSummaryStatistics;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What trust costs in task performance while a setting, such as lambda, grows: task performance to
 * the right, trust upwards, a panel for each strategy, a path for each role along the setting.
 *
 * @param task task performance, along the horizontal axis
 * @param trust the property, along the vertical axis
 * @param setting what is varied
 * @param panels their titles, in the order in which they are shown, each once
 * @param stops at most one for a role at a value of the setting in a panel; where one is missing,
 *     the path is broken
 * @param chosen index of the value that was chosen; ringed
 */
public record TradeOff(
    String title,
    Measure task,
    Measure trust,
    Positions.Numbers setting,
    List<String> panels,
    List<Stop> stops,
    OptionalInt chosen)
    implements Picture {
  private static final double POINT_SIZE = 3;
  private static final double RING_SIZE = 6;
  private static final int CIRCLE = 1;
  private static final double LABEL_GAP = .035;

  /**
   * How one model did.
   *
   * @param position index of the setting's value, from 0
   */
  public record Stop(String panel, Role role, int position, Estimate task, Estimate trust) {}

  public TradeOff {
    panels = Checks.names("panels", panels, MOST_PANELS);
    stops =
        Checks.placed("stops", stops, stop -> List.of(stop.panel(), stop.role(), stop.position()));
    for (Stop stop : stops) {
      Checks.known("stops.panel", stop.panel(), panels);
      Checks.known("stops.position", stop.position(), setting);
    }
    if (chosen.isPresent()) {
      Checks.known("chosen", chosen.getAsInt(), setting);
    }
  }

  @Override
  public String svg(String id) {
    SortedMap<Place, Stop> placed = new TreeMap<>();
    stops.forEach(stop -> placed.put(place(stop), stop));
    Table points = points(placed);
    return Plot.ofPanels(panels)
        .tall()
        .roles(new TreeSet<>(stops.stream().map(Stop::role).toList()))
        .scale("x", Map.of("name", task.line() + "\n" + legend()))
        .scale("y", Map.of("name", trust.lines()))
        .emptyPanels(
            placed.keySet(),
            middle(stops.stream().map(Stop::task)),
            middle(stops.stream().map(Stop::trust)))
        .layer(
            "segment",
            deviations(),
            Map.of("x", "left", "xend", "right", "y", "low", "yend", "high", "color", Plot.ROLE),
            Map.of("size", .5, "show_legend", false))
        .layer(
            "path",
            points,
            at(Map.of("color", Plot.ROLE, "linetype", Plot.ROLE, "group", "stretch")),
            Map.of("size", 1))
        .layer(
            "point",
            points,
            at(Map.of("color", Plot.ROLE, "fill", Plot.ROLE, "shape", Plot.ROLE)),
            Map.of("size", POINT_SIZE))
        .layer(
            "point",
            ringed(),
            at(Map.of()),
            Map.of("shape", CIRCLE, "size", RING_SIZE, "color", Plot.INK))
        .layer(
            "text",
            numerals(),
            at(Map.of("label", "text")),
            Map.of("vjust", "bottom", "size", Plot.NUMERAL_SIZE))
        .svg(title, id);
  }

  /** What the numbers and the rings in the panels are. */
  private String legend() {
    String numbers = "numbers: " + Printable.line(setting.title());
    return chosen.isEmpty()
        ? "(" + numbers + ")"
        : "(" + numbers + "; ringed: " + numeral(chosen.getAsInt()) + ")";
  }

  private String numeral(int position) {
    return Numerals.setting(setting.values().get(position));
  }

  private static Map<String, String> at(Map<String, String> others) {
    Map<String, String> mapping = new TreeMap<>(others);
    mapping.put("x", "task");
    mapping.put("y", "trust");
    return mapping;
  }

  private static Table points(SortedMap<Place, Stop> placed) {
    Map<Place, String> stretches = Place.stretches(placed.keySet());
    Table points = new Table(Plot.PANEL, Plot.ROLE, "task", "trust", "stretch");
    placed.forEach(
        (place, stop) ->
            points.row(
                place.panel(),
                place.role().title(),
                stop.task().mean(),
                stop.trust().mean(),
                stretches.get(place)));
    return points;
  }

  private Place place(Stop stop) {
    return new Place(0, panels.indexOf(stop.panel()), stop.role(), stop.position());
  }

  /** A line for the deviation of each of the two measures that has one. */
  private Table deviations() {
    Table deviations = new Table(Plot.PANEL, Plot.ROLE, "left", "right", "low", "high");
    for (Stop stop : stops) {
      int panel = panels.indexOf(stop.panel());
      String role = stop.role().title();
      double task = stop.task().mean();
      double trust = stop.trust().mean();
      if (stop.task().deviation().isPresent()) {
        deviations.row(panel, role, stop.task().low(), stop.task().high(), trust, trust);
      }
      if (stop.trust().deviation().isPresent()) {
        deviations.row(panel, role, task, task, stop.trust().low(), stop.trust().high());
      }
    }
    return deviations;
  }

  private Table ringed() {
    Table ringed = new Table(Plot.PANEL, "task", "trust");
    stops.stream()
        .filter(stop -> chosen.isPresent() && chosen.getAsInt() == stop.position())
        .forEach(
            stop ->
                ringed.row(panels.indexOf(stop.panel()), stop.task().mean(), stop.trust().mean()));
    return ringed;
  }

  private Table numerals() {
    DoubleSummaryStatistics ends = ends(stops.stream().map(Stop::trust));
    double gap = LABEL_GAP * (ends.getMax() - ends.getMin());
    Table numerals = new Table(Plot.PANEL, "task", "trust", "text");
    for (Stop stop : stops) {
      if (isEndOfPath(stop)) {
        numerals.row(
            panels.indexOf(stop.panel()),
            stop.task().mean(),
            stop.trust().mean() + gap,
            numeral(stop.position()));
      }
    }
    return numerals;
  }

  private boolean isEndOfPath(Stop stop) {
    IntSummaryStatistics path =
        stops.stream()
            .filter(other -> other.panel().equals(stop.panel()) && other.role() == stop.role())
            .mapToInt(Stop::position)
            .summaryStatistics();
    return path.getCount() > 1
        && (stop.position() == path.getMin() || stop.position() == path.getMax());
  }

  private static double middle(Stream<Estimate> estimates) {
    DoubleSummaryStatistics ends = ends(estimates);
    return (ends.getMin() + ends.getMax()) / 2;
  }

  private static DoubleSummaryStatistics ends(Stream<Estimate> estimates) {
    return estimates
        .flatMapToDouble(estimate -> DoubleStream.of(estimate.low(), estimate.high()))
        .summaryStatistics();
  }
}
