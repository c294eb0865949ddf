package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where in a picture something stands.
 *
 * @param row of its panel, from 0
 * @param panel the panel's index; in a grid, that of its column
 * @param position on the axis, from 0
 */
record Place(int row, int panel, Role role, int position) implements Comparable<Place> {
  private static final Comparator<Place> BY_SERIES =
      Comparator.comparing(Place::row).thenComparing(Place::panel).thenComparing(Place::role);
  private static final Comparator<Place> ALL = BY_SERIES.thenComparing(Place::position);

  @Override
  public int compareTo(Place other) {
    return ALL.compare(this, other);
  }

  /** Whether a panel holds anything. */
  static boolean anyIn(int row, int panel, Collection<Place> places) {
    return places.stream().anyMatch(place -> place.row == row && place.panel == panel);
  }

  /**
   * The stretches of each series that no missing position interrupts, one name for each. Along a
   * stretch, a position and its rank in the series differ by the same number.
   */
  static Map<Place, String> stretches(Collection<Place> places) {
    Map<Place, Integer> seen = new TreeMap<>(BY_SERIES);
    Map<Place, String> stretches = new HashMap<>();
    for (Place place : places.stream().sorted().toList()) {
      int rank = seen.merge(place, 1, Integer::sum);
      stretches.put(
          place, place.row + "/" + place.panel + "/" + place.role + "/" + (place.position - rank));
    }
    return stretches;
  }
}
