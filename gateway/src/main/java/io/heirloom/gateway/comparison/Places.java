package io.heirloom.gateway.comparison;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.study.Material;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Point;
import io.heirloom.lineage.study.Strategy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The places of a study's table, named so that they can be found in another study's. */
final class Places {
  private Places() {}

  /**
   * A place of a table.
   *
   * @param settings in the dimensions that either study varies, by their names
   */
  record Place(Map<String, Object> settings, Strategy strategy, Role role) {}

  /** The cells at each place. */
  static Map<Place, List<Cell>> of(Material material, Collection<Dimension> varied) {
    List<Point> points = material.grid().points();
    return material.blueprint().cells().stream()
        .collect(
            Collectors.groupingBy(
                cell ->
                    new Place(
                        points.get(cell.point()).settings(varied), cell.strategy(), cell.role()),
                LinkedHashMap::new,
                Collectors.toList()));
  }
}
