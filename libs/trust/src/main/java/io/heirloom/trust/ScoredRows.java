package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is known of a model on the rows it is judged by: a table whose columns are those of its
 * property. Arrays are not copied: leave them as they are.
 *
 * @param rows index of each in the task's rows to judge by
 * @param columns names of the columns: lower-case letters, digits and underscores, each once
 * @param cells [columns][rows]; not a number where a column means nothing in a row, never infinite
 */
public record ScoredRows(int[] rows, List<String> columns, double[][] cells) {
  private static final String FILE = "scored-rows.tsv";
  private static final String KIND = "scored-rows";
  private static final String SEPARATOR = ",";
  private static final String NAME = "[a-z0-9_]+";

  public ScoredRows {
    columns = List.copyOf(columns);
    if (rows.length == 0 || columns.isEmpty() || cells.length != columns.size()) {
      throw new InvalidInputException(
          "scored rows",
          rows.length + " rows, " + cells.length + " of the columns " + columns,
          "1 row or more, and all of 1 column or more");
    }
    for (int column = 0; column < cells.length; column++) {
      String name = columns.get(column);
      if (!name.matches(NAME) || columns.indexOf(name) != column) {
        throw new InvalidInputException("scored rows: column", name, NAME + ", each once");
      }
      if (cells[column].length != rows.length) {
        throw new InvalidInputException(
            "scored rows: " + name, cells[column].length + " cells", rows.length + " cells");
      }
      for (double cell : cells[column]) {
        if (Double.isInfinite(cell)) {
          throw new InvalidInputException("scored rows: " + name, cell, "no infinite numbers");
        }
      }
    }
    for (int row : rows) {
      if (row < 0) {
        throw new InvalidInputException("scored rows", "row " + row, "rows from 0 on");
      }
    }
  }

  /**
   * Joins the shards of one evaluation.
   *
   * @param shards with the same columns, in any order; together the rows 0, 1, 2 … without gap or
   *     repetition
   */
  public static ScoredRows join(List<ScoredRows> shards) {
    if (shards.isEmpty()) {
      throw new InvalidInputException("scored rows", "no shards", "1 shard or more");
    }
    List<String> columns = shards.get(0).columns();
    int size = shards.stream().mapToInt(ScoredRows::size).sum();
    double[][] cells = new double[columns.size()][size];
    Set<Integer> seen = new HashSet<>();
    for (ScoredRows shard : shards) {
      if (!shard.columns().equals(columns)) {
        throw new InvalidInputException(
            "scored rows: columns", shard.columns(), columns.toString());
      }
      for (int position = 0; position < shard.size(); position++) {
        int row = shard.rows()[position];
        if (row >= size || !seen.add(row)) {
          throw new InvalidInputException(
              "scored rows", "row " + row + " among " + size, "each row from 0 on, once");
        }
        for (int column = 0; column < cells.length; column++) {
          cells[column][row] = shard.cells()[column][position];
        }
      }
    }
    return new ScoredRows(IntStream.range(0, size).toArray(), columns, cells);
  }

  /**
   * Sets the evaluations of a task's parts one after the other, as one.
   *
   * @param parts one or more, in the order of the parts; a column that one of them lacks is not a
   *     number there
   */
  public static ScoredRows ofParts(List<ScoredRows> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<String> columns =
        parts.stream().flatMap(part -> part.columns().stream()).distinct().toList();
    double[][] cells = new double[columns.size()][];
    for (int column = 0; column < cells.length; column++) {
      String name = columns.get(column);
      cells[column] =
          parts.stream()
              .flatMapToDouble(
                  part ->
                      IntStream.range(0, part.size())
                          .mapToDouble(position -> part.cell(name, position)))
              .toArray();
    }
    List<Integer> rows = new ArrayList<>();
    int first = 0;
    for (ScoredRows part : parts) {
      int begin = first;
      IntStream.of(part.rows()).forEach(row -> rows.add(begin + row));
      first += part.size();
    }
    return new ScoredRows(rows.stream().mapToInt(Integer::intValue).toArray(), columns, cells);
  }

  /** Writes them into a folder; every number is read back to the bit. */
  public void write(Path folder) {
    RowFile.write(
        folder.resolve(FILE),
        KIND,
        String.join(SEPARATOR, columns),
        size(),
        1 + columns.size(),
        this::line);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidInputException if the file is missing, not whole or no such file
   */
  public static ScoredRows read(Path folder) {
    RowFile file = RowFile.read(folder.resolve(FILE), KIND);
    List<String> columns = List.of(file.form().split(SEPARATOR, -1));
    int size = file.cells().size();
    if (file.width() != 1 + columns.size()) {
      throw new InvalidInputException(
          "scored rows: columns", columns, "a name for each of " + (file.width() - 1) + " columns");
    }
    int[] rows = new int[size];
    double[][] cells = new double[columns.size()][size];
    for (int position = 0; position < size; position++) {
      rows[position] = file.wholeNumber(position, 0);
      for (int column = 0; column < cells.length; column++) {
        cells[column][position] = file.number(position, 1 + column);
      }
    }
    return new ScoredRows(rows, columns, cells);
  }

  /** How many rows there are. */
  public int size() {
    return rows.length;
  }

  /**
   * The cells of a column.
   *
   * @throws InvalidInputException if there is no such column
   */
  public double[] column(String name) {
    int column = columns.indexOf(name);
    if (column < 0) {
      throw new InvalidInputException("scored rows: column", name, columns.toString());
    }
    return cells[column];
  }

  /**
   * The rows at some positions.
   *
   * @param positions from 0 to size - 1, in any order, repeated at will
   */
  public ScoredRows select(int[] positions) {
    int[] chosenRows = new int[positions.length];
    double[][] chosen = new double[cells.length][positions.length];
    for (int index = 0; index < positions.length; index++) {
      chosenRows[index] = rows[positions[index]];
    }
    for (int column = 0; column < cells.length; column++) {
      for (int index = 0; index < positions.length; index++) {
        chosen[column][index] = cells[column][positions[index]];
      }
    }
    return new ScoredRows(chosenRows, columns, chosen);
  }

  private double cell(String name, int position) {
    int column = columns.indexOf(name);
    return column < 0 ? Double.NaN : cells[column][position];
  }

  private List<String> line(int position) {
    List<String> line = new ArrayList<>();
    line.add(Integer.toString(rows[position]));
    for (double[] column : cells) {
      double cell = column[position];
      boolean whole = cell == Math.rint(cell) && Math.abs(cell) < 1e15;
      // Minus zero would lose its sign.
      boolean plain = whole && Double.doubleToRawLongBits(cell) != Double.doubleToRawLongBits(-0.0);
      line.add(plain ? Long.toString((long) cell) : Double.toString(cell));
    }
    return line;
  }
}
