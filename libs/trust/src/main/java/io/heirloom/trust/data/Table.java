package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a comma-separated file under named columns, in UTF-8. Blanks around cells and empty
 * lines count for nothing; neither do case and the choice of blank, dot, dash or underscore in
 * names of columns.
 */
public final class Table {
  private static final CSVFormat WITH_HEADER =
      CSVFormat.DEFAULT
          .builder()
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();
  // The published adult.test begins with the line "|1x3 Cross validator".
  private static final CSVFormat WITHOUT_HEADER = WITH_HEADER.builder().setCommentMarker('|').get();

  private final String place;
  private final Map<String, Integer> columns;
  private final List<CSVRecord> rows;

  private Table(String place, Map<String, Integer> columns, List<CSVRecord> rows) {
    this.place = place;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Reads a file whole.
   *
   * @throws InvalidInputException if it is not such a file: other bytes than UTF-8, broken quotes,
   *     no rows, a row with more or fewer cells than there are columns, a column named twice
   */
  public static Table read(DataFile file) {
    List<CSVRecord> records = records(file);
    boolean named = file.columns().isEmpty();
    if (records.size() < (named ? 2 : 1)) {
      throw new InvalidInputException(file.place(), "no rows", "a header row and rows of cells");
    }
    Map<String, Integer> columns =
        columns(file.place(), named ? List.of(records.get(0).values()) : file.columns());
    List<CSVRecord> rows = named ? records.subList(1, records.size()) : records;
    for (CSVRecord row : rows) {
      if (row.size() != columns.size()) {
        throw new InvalidInputException(
            file.place() + " row " + row.getRecordNumber(),
            row.size() + " cells",
            columns.size() + " cells, one for each column");
      }
    }
    return new Table(file.place(), columns, rows);
  }

  private static List<CSVRecord> records(DataFile file) {
    CSVFormat format = file.columns().isEmpty() ? WITH_HEADER : WITHOUT_HEADER;
    try (CSVParser parser = CSVParser.builder().setReader(file.reader()).setFormat(format).get()) {
      return parser.getRecords();
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      // Bytes in memory cannot fail to be read, only to be what they ought to be.
      throw new InvalidInputException(
          file.place(), e.getMessage(), "comma-separated values in UTF-8", e);
    }
  }

  private static Map<String, Integer> columns(String place, List<String> names) {
    Map<String, Integer> columns = new HashMap<>();
    for (int index = 0; index < names.size(); index++) {
      if (columns.put(normalised(names.get(index)), index) != null) {
        throw new InvalidInputException(
            place + " header row", names.get(index), "each column once");
      }
    }
    return columns;
  }

  private static String normalised(String name) {
    // Spreadsheets put a byte-order mark before the first name.
    return name.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT).replaceAll("[ ._]", "-");
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** Where a column stands; empty if there is none of any of these names. */
  public Optional<Integer> find(String... names) {
    return List.of(names).stream().filter(columns::containsKey).map(columns::get).findFirst();
  }

  /**
   * Where a column stands.
   *
   * @param names any of which it may have
   * @throws InvalidInputException naming file and column if it is missing
   */
  public int column(String... names) {
    return find(names)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    place,
                    "columns "
                        + columns.keySet().stream().sorted().collect(Collectors.joining(", ")),
                    "a column '" + String.join("' or '", names) + "' among them"));
  }

  /** The text of a cell. */
  public String cell(int row, int column) {
    return rows.get(row).get(column);
  }

  /** Where a row stands in its file, for messages. */
  public String place(int row) {
    return place + " row " + rows.get(row).getRecordNumber();
  }
}
