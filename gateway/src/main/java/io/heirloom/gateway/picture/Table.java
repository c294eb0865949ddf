package io.heirloom.gateway.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data of a layer, in columns as the library wants them. */
final class Table {
  private final Map<String, List<Object>> columns = new LinkedHashMap<>();

  Table(String... columns) {
    for (String column : columns) {
      this.columns.put(column, new ArrayList<>());
    }
  }

  /** Adds a row, a cell for each column. */
  void row(Object... cells) {
    int cell = 0;
    for (List<Object> column : columns.values()) {
      column.add(cells[cell++]);
    }
  }

  Map<String, List<Object>> columns() {
    return columns;
  }
}
