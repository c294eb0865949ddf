package io.heirloom.languagemodel;

/** Hears how many rows are done. */
public interface RowProgress {
  /** Of {@code total} rows, {@code done} are done. May throw to stop. */
  void done(long done, long total);
}
