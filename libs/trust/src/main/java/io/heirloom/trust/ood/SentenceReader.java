package io.heirloom.trust.ood;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads SST-2 as GLUE publishes it: sentence and label, apart by a tab, under a header row.
 * Quotation marks are text like any other.
 */
final class SentenceReader {
  private static final CSVFormat TABS =
      CSVFormat.DEFAULT.builder().setDelimiter('\t').setQuote(null).setIgnoreEmptyLines(true).get();
  private static final List<String> HEADER = List.of("sentence", "label");
  private static final int MOST_ROWS = 1_000_000;

  private SentenceReader() {}

  /**
   * All sentences of a file, in its order.
   *
   * @throws InvalidInputException naming file and row where it is no such table: other bytes than
   *     UTF-8, another header row, no rows or over a million, a row of other than two cells, a text
   *     that is empty or too long, a label other than 0 and 1
   */
  static List<Sentence> read(DataFile file) {
    List<Sentence> sentences = new ArrayList<>();
    try (CSVParser rows = CSVParser.builder().setReader(file.reader()).setFormat(TABS).get()) {
      for (CSVRecord row : rows) {
        if (row.getRecordNumber() == 1) {
          checkHeader(file.place(), row);
        } else {
          sentences.add(sentence(file.place() + " row " + row.getRecordNumber(), row));
        }
        if (sentences.size() > MOST_ROWS) {
          throw new InvalidInputException(
              file.place(), "more than " + MOST_ROWS + " rows", MOST_ROWS + " rows at most");
        }
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      // Bytes in memory cannot fail to be read, only to be what they ought to be.
      throw new InvalidInputException(
          file.place(), e.getMessage(), "tab-separated values in UTF-8", e);
    }
    if (sentences.isEmpty()) {
      throw new InvalidInputException(file.place(), "no rows", "a header row and rows of cells");
    }
    return sentences;
  }

  private static void checkHeader(String place, CSVRecord row) {
    if (!row.toList().equals(HEADER)) {
      throw new InvalidInputException(
          place + " header row",
          String.join(", ", row.values()),
          String.join(", ", HEADER) + ", apart by a tab");
    }
  }

  private static Sentence sentence(String place, CSVRecord row) {
    if (row.size() != HEADER.size()) {
      throw new InvalidInputException(
          place, row.size() + " cells", HEADER.size() + " cells apart by a tab");
    }
    return new Sentence(
        SentenceChecks.text(place, row.get(0)), SentenceChecks.label(place, row.get(1)));
  }
}
