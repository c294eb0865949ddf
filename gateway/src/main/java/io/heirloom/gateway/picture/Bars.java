package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/**
 * How the models of each role did by one metric, a panel for each strategy, as in the paper's
 * Figure 2: bars from 0 with mean and deviation over seeds.
 *
 * @param panels their titles, in the order in which they are shown, each once
 * @param bars at most one for a role in a panel; a role that a panel lacks leaves a gap there
 */
public record Bars(String title, Measure measure, List<String> panels, List<Bar> bars)
    implements Picture {
  private static final int TILT = 30;
  private static final double NUMERAL_GAP = .03;
  private static final double BAR_WIDTH = .75;
  private static final double CAP_WIDTH = .2;

  /** One model, or its like over seeds. */
  public record Bar(String panel, Role role, Estimate estimate) {}

  public Bars {
    panels = Checks.names("panels", panels, MOST_PANELS);
    bars = Checks.placed("bars", bars, bar -> List.of(bar.panel(), bar.role()));
    for (Bar bar : bars) {
      Checks.known("bars.panel", bar.panel(), panels);
    }
  }

  @Override
  public String svg(String id) {
    TreeSet<Role> roles = new TreeSet<>(bars.stream().map(Bar::role).toList());
    return Plot.ofPanels(panels)
        .withoutLegend()
        .tilted(TILT)
        .roles(roles)
        .scale("x", Map.of("name", "", "limits", roles.stream().map(Role::title).toList()))
        .scale("y", Map.of("name", measure.lines()))
        .layer(
            "bar",
            means(),
            Map.of("x", Plot.ROLE, "y", "mean", "fill", Plot.ROLE),
            Map.of("width", BAR_WIDTH))
        .layer(
            "errorbar",
            deviations(),
            Map.of("x", Plot.ROLE, "ymin", "low", "ymax", "high"),
            Map.of("width", CAP_WIDTH))
        .layer(
            "text",
            numerals(roles),
            Map.of("x", Plot.ROLE, "y", "top", "label", "text"),
            Map.of("vjust", "bottom", "size", Plot.NUMERAL_SIZE))
        .svg(title, id);
  }

  private Table means() {
    Table means = new Table(Plot.PANEL, Plot.ROLE, "mean");
    for (Bar bar : bars) {
      means.row(panels.indexOf(bar.panel()), bar.role().title(), bar.estimate().mean());
    }
    return means;
  }

  private Table deviations() {
    Table deviations = new Table(Plot.PANEL, Plot.ROLE, "low", "high");
    for (Bar bar : bars) {
      Estimate estimate = bar.estimate();
      if (estimate.deviation().isPresent()) {
        deviations.row(
            panels.indexOf(bar.panel()), bar.role().title(), estimate.low(), estimate.high());
      }
    }
    return deviations;
  }

  /** The mean over each bar, and a dash where there is none. */
  private Table numerals(Set<Role> roles) {
    double largest =
        bars.stream().mapToDouble(bar -> Math.abs(bar.estimate().mean())).max().orElseThrow();
    double gap = NUMERAL_GAP * height();
    Table numerals = new Table(Plot.PANEL, Plot.ROLE, "top", "text");
    for (String panel : panels) {
      for (Role role : roles) {
        Optional<Estimate> estimate = estimate(panel, role);
        numerals.row(
            panels.indexOf(panel),
            role.title(),
            estimate.map(known -> Math.max(known.high(), 0)).orElse(0.0) + gap,
            estimate.map(known -> Numerals.beside(largest, known.mean())).orElse("–"));
      }
    }
    return numerals;
  }

  /** From the lowest to the highest of all that is drawn. */
  private double height() {
    DoubleSummaryStatistics ends =
        bars.stream()
            .flatMapToDouble(bar -> DoubleStream.of(0, bar.estimate().low(), bar.estimate().high()))
            .summaryStatistics();
    return ends.getMax() - ends.getMin();
  }

  private Optional<Estimate> estimate(String panel, Role role) {
    return bars.stream()
        .filter(bar -> bar.panel().equals(panel) && bar.role() == role)
        .map(Bar::estimate)
        .findFirst();
  }
}
