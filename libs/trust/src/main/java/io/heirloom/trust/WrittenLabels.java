package io.heirloom.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Weak labels that are texts.
 *
 * @param texts for each row its beginning and how the weak model goes on from there
 */
public record WrittenLabels(int fromRow, List<String> texts) implements WeakLabels {
  /** What the file says of its labels. */
  static final String FORM = "written";

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CELLS = 2;

  public WrittenLabels {
    texts = List.copyOf(texts);
    if (fromRow < 0 || texts.isEmpty()) {
      throw new InvalidInputException(
          "weak labels", texts.size() + " from row " + fromRow, "1 or more, from row 0 on");
    }
  }

  @Override
  public int size() {
    return texts.size();
  }

  @Override
  public WrittenLabels with(WeakLabels next) {
    if (!(next instanceof WrittenLabels other)) {
      throw new InvalidInputException("weak labels", "of several forms", "shards in one form");
    }
    List<String> joined = new ArrayList<>(texts);
    joined.addAll(other.texts);
    return new WrittenLabels(fromRow, joined);
  }

  /** Each text as a JSON string, so that it stays on its line. */
  @Override
  public void write(Path folder) {
    RowFile.write(folder.resolve(FILE), KIND, FORM, size(), CELLS, this::line);
  }

  /** Reads what {@link #write} wrote. */
  static WrittenLabels read(RowFile file) {
    if (file.width() != CELLS) {
      throw new InvalidInputException("weak labels", file.width() + " cells", CELLS + " cells");
    }
    return new WrittenLabels(
        WeakLabels.firstRow(file), file.cells().stream().map(line -> text(line[1])).toList());
  }

  private List<String> line(int row) {
    try {
      return List.of(Integer.toString(fromRow + row), JSON.writeValueAsString(texts.get(row)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every text has a JSON form", e);
    }
  }

  private static String text(String json) {
    try {
      return JSON.readValue(json, String.class);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("weak labels", json, "a text as a JSON string", e);
    }
  }
}
