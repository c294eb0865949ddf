package io.heirloom.gateway.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A table of a report, the same in every form of it.
 *
 * @param heads one for each column
 * @param sections one or more rows under a title, one section after another
 */
public record ReportTable(List<String> heads, List<Section> sections) {
  private static final int SHOWN_OF_DIGEST = 12;

  public ReportTable {
    heads = List.copyOf(heads);
    sections = sections.stream().filter(section -> !section.rows().isEmpty()).toList();
  }

  /** A table whose rows need no titles over them. */
  static ReportTable of(List<String> heads, List<List<Cell>> rows) {
    return new ReportTable(heads, List.of(new Section("", rows)));
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return sections.isEmpty();
  }

  /**
   * Rows that belong together.
   *
   * @param title of them; empty: they need none
   * @param rows with a cell for each column
   */
  public record Section(String title, List<List<Cell>> rows) {
    public Section {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** What stands in a cell. */
  public record Cell(Kind kind, String text) {
    /** Words. */
    public static Cell of(String text) {
      return new Cell(Kind.WORDS, text);
    }

    /** A number, with what belongs to it. */
    public static Cell number(String text) {
      return new Cell(Kind.NUMBER, text);
    }

    /**
     * A digest or a key.
     *
     * @param hex the whole of it; empty: there is none
     */
    static Cell digest(String hex) {
      return new Cell(Kind.DIGEST, hex);
    }

    /** The beginning of a digest, by which it can be told from the others of a study. */
    public String beginning() {
      return text.substring(0, Math.min(SHOWN_OF_DIGEST, text.length()));
    }

    public boolean isNumber() {
      return kind == Kind.NUMBER;
    }

    public boolean isDigest() {
      return kind == Kind.DIGEST;
    }
  }

  /** How a cell is set. */
  public enum Kind {
    WORDS,
    NUMBER,
    DIGEST
  }

  /** A row of settings, words before numbers. */
  static List<Cell> row(Collection<Cell> first, Cell... others) {
    List<Cell> row = new ArrayList<>(first);
    row.addAll(List.of(others));
    return row;
  }
}
