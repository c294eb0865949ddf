package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How one metric follows a setting, such as lambda, or the model: a panel for each strategy, a line
 * for each role.
 *
 * @param panels their titles, in the order in which they are shown, each once
 * @param points at most one for a role at a position of a panel; where one is missing, the line is
 *     broken
 * @param mark stands in every panel
 */
public record Curves(
    String title,
    Measure measure,
    Positions positions,
    List<String> panels,
    List<Point> points,
    Optional<Mark> mark)
    implements Picture {

  /**
   * How one model did.
   *
   * @param position index of one of the positions, from 0
   */
  public record Point(String panel, Role role, int position, Estimate estimate) {}

  /**
   * A value of the axis that was chosen.
   *
   * @param value from -1e100 to 1e100
   * @param label what it is
   */
  public record Mark(double value, String label) {
    public Mark {
      Checks.number("mark.value", value);
    }
  }

  public Curves {
    panels = Checks.names("panels", panels, MOST_PANELS);
    points =
        Checks.placed(
            "points", points, point -> List.of(point.panel(), point.role(), point.position()));
    for (Point point : points) {
      Checks.known("points.panel", point.panel(), panels);
      Checks.known("points.position", point.position(), positions);
    }
  }

  @Override
  public String svg(String id) {
    TreeMap<Place, Estimate> estimates = new TreeMap<>();
    for (Point point : points) {
      estimates.put(
          new Place(0, panels.indexOf(point.panel()), point.role(), point.position()),
          point.estimate());
    }
    Plot plot = Plot.ofPanels(panels);
    new Lines(measure, Axis.of(positions), estimates).on(plot, mark);
    return plot.svg(title, id);
  }
}
