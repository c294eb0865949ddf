package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A weak model's labels for held-out rows. Its array is not copied: leave it as it is.
 *
 * @param form whether they are probabilities or decisions
 * @param fromRow index in the task's held-out rows of the first label: 0 unless this is a shard
 * @param probabilities of each class, [rows][classes]; in hard form 1 for one class, 0 for the rest
 */
public record WeakLabels(Label.Form form, int fromRow, float[][] probabilities) {
  private static final String FILE = "weak-labels.tsv";
  private static final String KIND = "weak-labels";

  public WeakLabels {
    Objects.requireNonNull(form);
    if (fromRow < 0) {
      throw new InvalidInputException("weak labels", "row " + fromRow, "rows from 0 on");
    }
    Probabilities.check("weak labels", probabilities);
  }

  /** Labels of all held-out rows, brought into the given form. */
  public static WeakLabels of(Label.Form form, float[][] probabilities) {
    return of(form, 0, probabilities);
  }

  /**
   * Labels of a shard, brought into the given form.
   *
   * @param fromRow index in the task's held-out rows of the first label
   * @param probabilities of each class as the weak model gives them, [rows][classes]
   */
  public static WeakLabels of(Label.Form form, int fromRow, float[][] probabilities) {
    Probabilities.check("weak labels", probabilities);
    return new WeakLabels(
        form, fromRow, form == Label.Form.HARD ? decisions(probabilities) : probabilities);
  }

  /**
   * Joins the shards of one set.
   *
   * @param shards in any order; together without gap or overlap
   */
  public static WeakLabels join(List<WeakLabels> shards) {
    List<WeakLabels> inOrder =
        shards.stream().sorted(Comparator.comparingInt(WeakLabels::fromRow)).toList();
    if (inOrder.isEmpty()) {
      throw new InvalidInputException("weak labels", "no shards", "1 shard or more");
    }
    WeakLabels first = inOrder.get(0);
    List<float[]> joined = new ArrayList<>();
    for (WeakLabels shard : inOrder) {
      int expected = first.fromRow() + joined.size();
      if (shard.fromRow() != expected) {
        throw new InvalidInputException(
            "weak labels", "a shard from row " + shard.fromRow(), "one from row " + expected);
      }
      if (shard.form() != first.form()) {
        throw new InvalidInputException("weak labels", shard.form(), "shards in one form");
      }
      joined.addAll(Arrays.asList(shard.probabilities()));
    }
    return new WeakLabels(first.form(), first.fromRow(), joined.toArray(float[][]::new));
  }

  /** Writes them into a folder; every probability is read back to the bit. */
  public void write(Path folder) {
    RowFile.write(
        folder.resolve(FILE),
        KIND,
        form.name().toLowerCase(Locale.ROOT),
        probabilities.length,
        1 + classes(),
        this::line);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidInputException if the file is missing, not whole or no such file
   */
  public static WeakLabels read(Path folder) {
    RowFile file = RowFile.read(folder.resolve(FILE), KIND);
    int rows = file.cells().size();
    int fromRow = file.wholeNumber(0, 0);
    float[][] probabilities = new float[rows][];
    for (int row = 0; row < rows; row++) {
      if (file.wholeNumber(row, 0) != fromRow + row) {
        throw new InvalidInputException(
            "weak labels", "row " + file.wholeNumber(row, 0), "row " + (fromRow + row));
      }
      probabilities[row] = file.probabilities(row, 1);
    }
    return new WeakLabels(form(file.form()), fromRow, probabilities);
  }

  /** How many rows are labelled. */
  public int size() {
    return probabilities.length;
  }

  /** How many classes there are. */
  public int classes() {
    return probabilities[0].length;
  }

  private List<String> line(int row) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(fromRow + row));
    for (float probability : probabilities[row]) {
      cells.add(Float.toString(probability));
    }
    return cells;
  }

  private static Label.Form form(String word) {
    return Arrays.stream(Label.Form.values())
        .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("weak labels form", word, "soft, hard"));
  }

  private static float[][] decisions(float[][] probabilities) {
    float[][] decisions = new float[probabilities.length][];
    for (int row = 0; row < decisions.length; row++) {
      decisions[row] = new float[probabilities[row].length];
      decisions[row][Probabilities.likeliest(probabilities[row])] = 1;
    }
    return decisions;
  }
}
