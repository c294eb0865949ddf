package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One metric over pairs of weak and strong models: a column of panels for each weak model, a row
 * for each strategy, the strong models along each panel's axis.
 *
 * @param weakModels their names, each once, 1 to 4
 * @param strongModels their names, each once
 * @param strategies their titles, each once; at most 12 panels in all
 * @param cells at most one for a role of a pair under a strategy; where one is missing, there is a
 *     gap
 */
public record Grid(
    String title,
    Measure measure,
    List<String> weakModels,
    List<String> strongModels,
    List<String> strategies,
    List<Cell> cells)
    implements Picture {
  private static final int MOST_COLUMNS = 4;

  /** How one model of a pair did. */
  public record Cell(String weak, String strong, String strategy, Role role, Estimate estimate) {}

  public Grid {
    weakModels = Checks.names("weakModels", weakModels, MOST_COLUMNS);
    strongModels = Checks.names("strongModels", strongModels, Positions.MOST);
    strategies = Checks.names("strategies", strategies, MOST_PANELS / weakModels.size());
    cells =
        Checks.placed(
            "cells",
            cells,
            cell -> List.of(cell.weak(), cell.strong(), cell.strategy(), cell.role()));
    for (Cell cell : cells) {
      Checks.known("cells.weak", cell.weak(), weakModels);
      Checks.known("cells.strong", cell.strong(), strongModels);
      Checks.known("cells.strategy", cell.strategy(), strategies);
    }
  }

  @Override
  public String svg(String id) {
    TreeMap<Place, Estimate> estimates = new TreeMap<>();
    for (Cell cell : cells) {
      estimates.put(
          new Place(
              strategies.indexOf(cell.strategy()),
              weakModels.indexOf(cell.weak()),
              cell.role(),
              strongModels.indexOf(cell.strong())),
          cell.estimate());
    }
    Plot plot =
        Plot.ofGrid(weakModels.stream().map(model -> "weak: " + model).toList(), strategies);
    Axis axis = Axis.of(new Positions.Names("strong model", strongModels));
    new Lines(measure, axis, estimates).on(plot, Optional.empty());
    return plot.svg(title, id);
  }
}
