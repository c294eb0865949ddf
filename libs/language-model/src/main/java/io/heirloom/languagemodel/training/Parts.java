package io.heirloom.languagemodel.training;

import java.util.ArrayList;
import java.util.List;

/** Cuts a batch into parts that go through the model one by one, or each on a device of its own. */
final class Parts {
  private Parts() {}

  /**
   * A part of a batch.
   *
   * @param from its first row
   * @param to the row after its last
   */
  record Part(int from, int to) {
    <T> List<T> of(List<T> batch) {
      return batch.subList(from, to);
    }
  }

  /**
   * Cuts in the order of rows into parts of about as many tokens each, of one row or more.
   *
   * @param tokensAtOnce how many tokens a part has at most, give or take a row; 1 or more
   * @param atLeast how many parts there are at least, if the batch has as many rows
   */
  static List<Part> cut(List<int[]> batch, int tokensAtOnce, int atLeast) {
    long all = batch.stream().mapToLong(row -> row.length).sum();
    long wanted = Math.max((all + tokensAtOnce - 1) / tokensAtOnce, atLeast);
    long number = Math.min(wanted, batch.size());
    List<Part> parts = new ArrayList<>();
    int from = 0;
    long tokens = 0;
    for (int row = 0; row < batch.size(); row++) {
      tokens += batch.get(row).length;
      long partsAfter = number - parts.size() - 1;
      boolean full = tokens * number >= all * (parts.size() + 1);
      boolean rowsRunShort = batch.size() - row - 1 <= partsAfter;
      if (full || rowsRunShort) {
        parts.add(new Part(from, row + 1));
        from = row + 1;
      }
    }
    return parts;
  }
}
