package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A small text file with a row on each line: one line that says what it is and how many rows of how
 * many cells follow, then the rows, tab-separated. Read strictly, as it may come from anywhere.
 *
 * @param kind what the file holds, in one word
 * @param form a word that qualifies it
 * @param width how many cells each row has
 * @param cells of each row
 */
record RowFile(String kind, String form, int width, List<String[]> cells) {
  private static final String MAGIC = "heirloom";
  private static final long LARGEST_BYTES = 1L << 28;
  private static final int HEADER_CELLS = 5;

  /** Writes {@code rows} rows of {@code width} cells. */
  static void write(
      Path file, String kind, String form, int rows, int width, IntFunction<List<String>> row) {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      writer.write(
          String.join("\t", MAGIC, kind, form, Integer.toString(rows), Integer.toString(width)));
      writer.write('\n');
      for (int index = 0; index < rows; index++) {
        writer.write(String.join("\t", row.apply(index)));
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file of the given kind.
   *
   * @throws InvalidInputException if it is missing, too large, of another kind or not whole
   */
  static RowFile read(Path file, String kind) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw new InvalidInputException(file.toString(), Files.size(file), "256 MiB at most");
      }
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        return read(reader, file, kind);
      }
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file.toString(), "no file", "a file of " + kind, e);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file.toString(), "other bytes", "text in UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RowFile read(BufferedReader reader, Path file, String kind) throws IOException {
    String first = reader.readLine();
    String[] header = first == null ? new String[0] : first.split("\t", -1);
    if (header.length != HEADER_CELLS || !header[0].equals(MAGIC) || !header[1].equals(kind)) {
      throw new InvalidInputException(file + " line 1", first, "the header of a file of " + kind);
    }
    int rows = count(header[3], file);
    int width = count(header[4], file);
    List<String[]> cells = reader.lines().map(line -> line.split("\t", -1)).toList();
    if (cells.size() != rows) {
      throw new InvalidInputException(file.toString(), cells.size() + " rows", rows + " rows");
    }
    for (int index = 0; index < rows; index++) {
      if (cells.get(index).length != width) {
        throw new InvalidInputException(
            file + " line " + (index + 2), cells.get(index).length + " cells", width + " cells");
      }
    }
    return new RowFile(kind, header[2], width, cells);
  }

  /** The cells of a row, from one on, as probabilities. */
  float[] probabilities(int row, int fromCell) {
    String[] line = cells.get(row);
    float[] values = new float[line.length - fromCell];
    for (int index = 0; index < values.length; index++) {
      values[index] = probability(line[fromCell + index], row);
    }
    return values;
  }

  /** A cell as a whole number, 0 or more. */
  int wholeNumber(int row, int cell) {
    try {
      int value = Integer.parseInt(cells.get(row)[cell]);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that negative numbers get.
    }
    throw new InvalidInputException(at(row), cells.get(row)[cell], "a whole number, 0 or more");
  }

  /** A cell as a number: finite, or not a number. */
  double number(int row, int cell) {
    try {
      double value = Double.parseDouble(cells.get(row)[cell]);
      if (!Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that infinite numbers get.
    }
    throw new InvalidInputException(at(row), cells.get(row)[cell], "a finite number, or NaN");
  }

  private float probability(String text, int row) {
    try {
      float value = Float.parseFloat(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that numbers out of range get.
    }
    throw new InvalidInputException(at(row), text, "a probability, 0 to 1");
  }

  private String at(int row) {
    return kind + " line " + (row + 2);
  }

  private static int count(String text, Path file) {
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the refusal that numbers out of range get.
    }
    throw new InvalidInputException(file + " line 1", text, "a count, 1 or more");
  }
}
