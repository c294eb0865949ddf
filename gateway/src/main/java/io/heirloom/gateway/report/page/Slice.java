package io.heirloom.gateway.report.page;

import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportTables;
import io.heirloom.gateway.report.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Points of a grid that differ along some axes only.
 *
 * @param fixed where they lie on the other axes
 */
record Slice(Map<String, Object> fixed, List<Report.PointResult> points) {
  /** The most that are drawn of one kind. */
  private static final int MOST_DRAWN = 6;

  /** All slices along these axes, in the order of the points. */
  static List<Slice> along(Collection<String> axes, List<Report.PointResult> points) {
    Map<Map<String, Object>, List<Report.PointResult>> slices = new LinkedHashMap<>();
    for (Report.PointResult point : points) {
      Map<String, Object> fixed = new LinkedHashMap<>(point.settings());
      fixed.keySet().removeAll(axes);
      slices.computeIfAbsent(fixed, none -> new ArrayList<>()).add(point);
    }
    return slices.entrySet().stream()
        .map(slice -> new Slice(slice.getKey(), slice.getValue()))
        .toList();
  }

  /** Where it lies, in words; empty where nothing else varies. */
  String place() {
    return Words.settings(fixed);
  }

  /** A title, and where the slice lies. */
  String titled(String title) {
    return fixed.isEmpty() ? title : title + ", at " + place();
  }

  /** The strategies, in their order. */
  List<String> strategies() {
    return points.stream()
        .flatMap(point -> point.strategies().stream())
        .map(Report.StrategyResult::strategy)
        .distinct()
        .toList();
  }

  /**
   * A group for each of the first slices, and a note where there are more.
   *
   * @param shown of a slice; where it is empty, there is no group
   */
  static List<Page.Group> groups(List<Slice> slices, Function<Slice, Page.Shown> shown) {
    List<Page.Group> groups = new ArrayList<>();
    for (Slice slice : slices.subList(0, Math.min(MOST_DRAWN, slices.size()))) {
      Page.Shown ofSlice = shown.apply(slice);
      if (!ofSlice.isEmpty()) {
        groups.add(new Page.Group(slice.place(), groups.isEmpty(), ofSlice));
      }
    }
    ReportTables.leftOut(MOST_DRAWN, slices.size(), "combinations of the other settings")
        .map(note -> new Page.Group("", true, Page.Shown.note(note)))
        .ifPresent(groups::add);
    return groups;
  }
}
