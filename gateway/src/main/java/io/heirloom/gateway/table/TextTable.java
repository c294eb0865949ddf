package io.heirloom.gateway.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in plain text; the columns stand two blanks apart and hold lines of words. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final List<List<String>> heads;

  /**
   * @param widest what a column's head may measure before it goes on in another line
   */
  public TextTable(int widest, List<String> heads) {

    this.heads = heads.stream().map(head -> lines(head, widest)).toList();
  }

  /** Adds a row, a cell for each head. */
  public void row(String... cells) {
    rows.add(Arrays.asList(cells));
  }

  /** Adds a line over the rows that follow, which no column makes room for. */
  public void heading(String text) {
    rows.add(List.of(text));
  }

  /** The lines of the table, without blanks at their ends. */
  public List<String> lines() {
    int height = heads.stream().mapToInt(List::size).max().orElse(0);
    List<List<String>> all = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      int above = line;
      all.add(heads.stream().map(head -> above < head.size() ? head.get(above) : "").toList());
    }
    all.addAll(rows);
    int[] widths = new int[heads.size()];
    for (List<String> row : all) {
      if (!isHeading(row)) {
        for (int column = 0; column < widths.length; column++) {
          widths[column] = Math.max(widths[column], row.get(column).length());
        }
      }
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private boolean isHeading(List<String> row) {
    return row.size() < heads.size();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      line.append(column == 0 ? "" : GAP)
          .append(cell)
          .append(" ".repeat(Math.max(0, widths[column] - cell.length())));
    }
    return line.toString().stripTrailing();
  }

  /** Breaks a text between words into lines of at most {@code width}, where words allow. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
