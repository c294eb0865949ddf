package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** Estimates along an axis, a line for each role, broken where a position has none. */
record Lines(Measure measure, Axis axis, SortedMap<Place, Estimate> estimates) {
  private static final double POINT_SIZE = 3;
  private static final double SMALL_POINT_SIZE = 1.6;
  private static final int MOST_LARGE_POINTS = 15;
  private static final double MARK_GAP = .015;
  private static final double ROOM_ABOVE = .08;

  /** Draws them; {@code mark} stands in every panel. */
  void on(Plot plot, Optional<Curves.Mark> mark) {
    List<Role> roles =
        List.copyOf(new TreeSet<>(estimates.keySet().stream().map(Place::role).toList()));
    axis.on(plot);
    plot.roles(roles).scale("y", Map.of("name", measure.lines()));
    plot.emptyPanels(
        estimates.keySet(), axis.first() + axis.length() / 2, (lowest() + highest()) / 2);
    mark.ifPresent(chosen -> mark(plot, chosen));
    Table means = means(roles);
    plot.layer(
            "linerange",
            deviations(roles),
            Map.of("x", "x", "ymin", "low", "ymax", "high", "color", Plot.ROLE),
            Map.of("show_legend", false))
        .layer(
            "line",
            means,
            Map.of(
                "x",
                "x",
                "y",
                "mean",
                "color",
                Plot.ROLE,
                "linetype",
                Plot.ROLE,
                "group",
                "stretch"),
            Map.of("size", 1))
        .layer(
            "point",
            means,
            Map.of(
                "x", "x", "y", "mean", "color", Plot.ROLE, "fill", Plot.ROLE, "shape", Plot.ROLE),
            Map.of("size", axis.at().size() > MOST_LARGE_POINTS ? SMALL_POINT_SIZE : POINT_SIZE));
  }

  private Table means(List<Role> roles) {
    Map<Place, String> stretches = Place.stretches(estimates.keySet());
    Table means = new Table(Plot.PANEL_ROW, Plot.PANEL, Plot.ROLE, "x", "mean", "stretch");
    estimates.forEach(
        (place, estimate) ->
            means.row(
                place.row(),
                place.panel(),
                place.role().title(),
                x(place, roles),
                estimate.mean(),
                stretches.get(place)));
    return means;
  }

  private Table deviations(List<Role> roles) {
    Table deviations = new Table(Plot.PANEL_ROW, Plot.PANEL, Plot.ROLE, "x", "low", "high");
    estimates.forEach(
        (place, estimate) -> {
          if (estimate.deviation().isPresent()) {
            deviations.row(
                place.row(),
                place.panel(),
                place.role().title(),
                x(place, roles),
                estimate.low(),
                estimate.high());
          }
        });
    return deviations;
  }

  private double x(Place place, List<Role> roles) {
    double fromMiddle = roles.indexOf(place.role()) - (roles.size() - 1) / 2.0;
    return axis.at().get(place.position()) + axis.spread() * fromMiddle;
  }

  private void mark(Plot plot, Curves.Mark mark) {
    double gap = MARK_GAP * axis.length();
    boolean toTheLeft = mark.value() > axis.first() + axis.length() / 2;
    Table data = new Table("x", "beside", "top", "text");
    data.row(
        mark.value(),
        mark.value() + (toTheLeft ? -gap : gap),
        highest() + ROOM_ABOVE * (highest() - lowest()),
        Labels.label(mark.label()));
    plot.layer(
            "vline",
            data,
            Map.of("xintercept", "x"),
            Map.of("linetype", "dashed", "color", Plot.INK))
        .layer(
            "text",
            data,
            Map.of("x", "beside", "y", "top", "label", "text"),
            Map.of(
                "hjust",
                toTheLeft ? "right" : "left",
                "vjust",
                "center",
                "size",
                Plot.NUMERAL_SIZE));
  }

  private double lowest() {
    return estimates.values().stream().mapToDouble(Estimate::low).min().orElseThrow();
  }

  private double highest() {
    return estimates.values().stream().mapToDouble(Estimate::high).max().orElseThrow();
  }
}
