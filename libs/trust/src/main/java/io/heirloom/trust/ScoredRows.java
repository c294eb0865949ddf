package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A model's answers on test rows beside the truth. Arrays are of one length and not copied: leave
 * them as they are.
 *
 * @param rows index of each in the task's test rows
 * @param labels the true class of each, from 0
 * @param groups the group each belongs to, from 0, as its property understands it
 * @param probabilities the model's, of each class, [rows][classes]
 */
public record ScoredRows(int[] rows, int[] labels, int[] groups, float[][] probabilities) {
  private static final String FILE = "scored-rows.tsv";
  private static final String KIND = "scored-rows";
  private static final String FORM = "classification";
  private static final int CELLS_BEFORE_PROBABILITIES = 3;

  public ScoredRows {
    if (labels.length != rows.length
        || groups.length != rows.length
        || probabilities.length != rows.length) {
      throw new InvalidInputException(
          "scored rows",
          rows.length
              + " rows with "
              + labels.length
              + " labels, "
              + groups.length
              + " groups and "
              + probabilities.length
              + " answers",
          "one of each per row");
    }
    Probabilities.check("scored rows", probabilities);
    int classes = probabilities[0].length;
    for (int index = 0; index < rows.length; index++) {
      if (rows[index] < 0 || groups[index] < 0 || labels[index] < 0 || labels[index] >= classes) {
        throw new InvalidInputException(
            "scored rows",
            "row " + rows[index] + " of group " + groups[index] + " with label " + labels[index],
            "rows and groups from 0 on, labels from 0 to " + (classes - 1));
      }
    }
  }

  /**
   * Joins the shards of one evaluation.
   *
   * @param shards in any order; together the rows 0, 1, 2 … without gap or repetition
   */
  public static ScoredRows join(List<ScoredRows> shards) {
    int size = shards.stream().mapToInt(ScoredRows::size).sum();
    int[] rows = new int[size];
    int[] labels = new int[size];
    int[] groups = new int[size];
    float[][] probabilities = new float[size][];
    Set<Integer> seen = new HashSet<>();
    for (ScoredRows shard : shards) {
      for (int index = 0; index < shard.size(); index++) {
        int row = shard.rows()[index];
        if (row >= size || !seen.add(row)) {
          throw new InvalidInputException(
              "scored rows", "row " + row + " among " + size, "each row from 0 on, once");
        }
        rows[row] = row;
        labels[row] = shard.labels()[index];
        groups[row] = shard.groups()[index];
        probabilities[row] = shard.probabilities()[index];
      }
    }
    return new ScoredRows(rows, labels, groups, probabilities);
  }

  /** Writes them into a folder; every probability is read back to the bit. */
  public void write(Path folder) {
    RowFile.write(
        folder.resolve(FILE),
        KIND,
        FORM,
        size(),
        CELLS_BEFORE_PROBABILITIES + probabilities[0].length,
        this::line);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidInputException if the file is missing, not whole or no such file
   */
  public static ScoredRows read(Path folder) {
    RowFile file = RowFile.read(folder.resolve(FILE), KIND);
    int size = file.cells().size();
    int[] rows = new int[size];
    int[] labels = new int[size];
    int[] groups = new int[size];
    float[][] probabilities = new float[size][];
    for (int index = 0; index < size; index++) {
      rows[index] = file.wholeNumber(index, 0);
      labels[index] = file.wholeNumber(index, 1);
      groups[index] = file.wholeNumber(index, 2);
      probabilities[index] = file.probabilities(index, CELLS_BEFORE_PROBABILITIES);
    }
    return new ScoredRows(rows, labels, groups, probabilities);
  }

  /** How many rows there are. */
  public int size() {
    return rows.length;
  }

  /** The class the model answers with at a position: the likeliest, the first of equals. */
  public int answer(int position) {
    return Probabilities.likeliest(probabilities[position]);
  }

  /**
   * The rows at some positions.
   *
   * @param positions from 0 to size - 1, in any order, repeated at will
   */
  public ScoredRows select(int[] positions) {
    int[] chosenRows = new int[positions.length];
    int[] chosenLabels = new int[positions.length];
    int[] chosenGroups = new int[positions.length];
    float[][] chosenProbabilities = new float[positions.length][];
    for (int index = 0; index < positions.length; index++) {
      int position = positions[index];
      chosenRows[index] = rows[position];
      chosenLabels[index] = labels[position];
      chosenGroups[index] = groups[position];
      chosenProbabilities[index] = probabilities[position];
    }
    return new ScoredRows(chosenRows, chosenLabels, chosenGroups, chosenProbabilities);
  }

  private List<String> line(int index) {
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(rows[index]));
    cells.add(Integer.toString(labels[index]));
    cells.add(Integer.toString(groups[index]));
    for (float probability : probabilities[index]) {
      cells.add(Float.toString(probability));
    }
    return cells;
  }
}
