package io.heirloom.gateway.report.page;

import io.heirloom.gateway.report.ReportTable;
import io.heirloom.gateway.report.ReportTable.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a picture is drawn from, gathered strategy by strategy. */
final class NumbersBehind {
  private final Map<String, List<List<Cell>>> rows = new LinkedHashMap<>();

  void add(String strategy, List<Cell> row) {
    rows.computeIfAbsent(strategy, none -> new ArrayList<>()).add(row);
  }

  ReportTable table(List<String> heads) {
    return new ReportTable(
        heads,
        rows.entrySet().stream()
            .map(entry -> new ReportTable.Section(entry.getKey(), entry.getValue()))
            .toList());
  }
}
