package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Weak labels that are classes. The array is not copied: leave it as it is.
 *
 * @param form whether they are probabilities or decisions
 * @param fromRow index in the task's held-out rows of the first label: 0 unless this is a shard
 * @param probabilities of each class, [rows][classes]; in hard form 1 for one class, 0 for the rest
 */
public record ClassLabels(Label.Form form, int fromRow, float[][] probabilities)
    implements WeakLabels {

  public ClassLabels {
    Objects.requireNonNull(form);
    if (fromRow < 0) {
      throw new InvalidInputException("weak labels", "row " + fromRow, "rows from 0 on");
    }
    Probabilities.check("weak labels", probabilities);
  }

  /** Labels of all held-out rows, brought into the given form. */
  public static ClassLabels of(Label.Form form, float[][] probabilities) {
    return of(form, 0, probabilities);
  }

  /**
   * Labels of a shard, brought into the given form.
   *
   * @param fromRow index in the task's held-out rows of the first label
   * @param probabilities of each class as the weak model gives them, [rows][classes]
   */
  public static ClassLabels of(Label.Form form, int fromRow, float[][] probabilities) {
    Probabilities.check("weak labels", probabilities);
    return new ClassLabels(
        form, fromRow, form == Label.Form.HARD ? decisions(probabilities) : probabilities);
  }

  @Override
  public ClassLabels with(WeakLabels next) {
    if (!(next instanceof ClassLabels other) || other.form() != form) {
      throw new InvalidInputException("weak labels", "of several forms", "shards in one form");
    }
    float[][] joined = Arrays.copyOf(probabilities, size() + other.size());
    System.arraycopy(other.probabilities, 0, joined, size(), other.size());
    return new ClassLabels(form, fromRow, joined);
  }

  /** Writes them into a folder; every probability is read back to the bit. */
  @Override
  public void write(Path folder) {
    RowFile.write(
        folder.resolve(FILE), KIND, word(form), probabilities.length, 1 + classes(), this::line);
  }

  /** Reads what {@link #write} wrote. */
  static ClassLabels read(RowFile file) {
    float[][] probabilities = new float[file.cells().size()][];
    for (int row = 0; row < probabilities.length; row++) {
      probabilities[row] = file.probabilities(row, 1);
    }
    return new ClassLabels(form(file.form()), WeakLabels.firstRow(file), probabilities);
  }

  @Override
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

  private static String word(Label.Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }

  private static Label.Form form(String word) {
    return Arrays.stream(Label.Form.values())
        .filter(form -> word(form).equals(word))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException("weak labels form", word, "soft, hard, written"));
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
