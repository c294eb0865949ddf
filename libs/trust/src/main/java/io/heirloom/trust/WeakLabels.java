package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A weak model's labels for held-out rows that follow each other. */
public sealed interface WeakLabels permits ClassLabels, WrittenLabels {
  /** The file they are kept in. */
  String FILE = "weak-labels.tsv";

  /** What kind of file that is. */
  String KIND = "weak-labels";

  /** Index in the task's held-out rows of the first label: 0 unless this is a shard. */
  int fromRow();

  /** How many rows are labelled. */
  int size();

  /** Writes them into a folder. Equal labels give equal files. */
  void write(Path folder);

  /**
   * These labels and those of the rows that follow.
   *
   * @throws InvalidInputException if they are of another form
   */
  WeakLabels with(WeakLabels next);

  /**
   * Joins the shards of one set.
   *
   * @param shards in any order; together without gap or overlap
   */
  static WeakLabels join(List<? extends WeakLabels> shards) {
    List<? extends WeakLabels> inOrder =
        shards.stream().sorted(Comparator.comparingInt(WeakLabels::fromRow)).toList();
    if (inOrder.isEmpty()) {
      throw new InvalidInputException("weak labels", "no shards", "1 shard or more");
    }
    WeakLabels joined = inOrder.get(0);
    for (WeakLabels shard : inOrder.subList(1, inOrder.size())) {
      int expected = joined.fromRow() + joined.size();
      if (shard.fromRow() != expected) {
        throw new InvalidInputException(
            "weak labels", "a shard from row " + shard.fromRow(), "one from row " + expected);
      }
      joined = joined.with(shard);
    }
    return joined;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidInputException if the file is missing, not whole or no such file
   */
  static WeakLabels read(Path folder) {
    RowFile file = RowFile.read(folder.resolve(FILE), KIND);
    int first = firstRow(file);
    for (int row = 0; row < file.cells().size(); row++) {
      if (file.wholeNumber(row, 0) != first + row) {
        throw new InvalidInputException(
            "weak labels", "row " + file.wholeNumber(row, 0), "row " + (first + row));
      }
    }
    return file.form().equals(WrittenLabels.FORM)
        ? WrittenLabels.read(file)
        : ClassLabels.read(file);
  }

  /** The row that the first line is about. */
  static int firstRow(RowFile file) {
    return file.wholeNumber(0, 0);
  }
}
