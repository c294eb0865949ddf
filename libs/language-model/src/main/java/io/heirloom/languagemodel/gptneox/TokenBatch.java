package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Rows of tokens side by side.
 *
 * @param tokens [rows, longest row], int64, filled up on the right with token 0, which nothing sees
 * @param last [rows], int64: where each row's last token stands
 */
record TokenBatch(NDArray tokens, NDArray last) {
  /**
   * Joins rows.
   *
   * @param rows each with one token or more
   * @param vocabularySize tokens lie below it
   */
  static TokenBatch of(NDManager manager, List<int[]> rows, int vocabularySize) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[] tokens = new long[Math.multiplyExact(rows.size(), longest)];
    long[] last = new long[rows.size()];
    for (int i = 0; i < last.length; i++) {
      int[] row = rows.get(i);
      if (row.length == 0) {
        throw new IllegalArgumentException("row " + i + " of the batch has no token");
      }
      last[i] = row.length - 1;
      for (int j = 0; j < row.length; j++) {
        tokens[i * longest + j] = requireKnown(row[j], vocabularySize);
      }
    }
    return new TokenBatch(
        manager.create(tokens, new Shape(rows.size(), longest)), manager.create(last));
  }

  private static int requireKnown(int token, int vocabularySize) {
    if (token < 0 || token >= vocabularySize) {
      throw new IllegalArgumentException(
          "token " + token + " is not one of the model's " + vocabularySize);
    }
    return token;
  }
}
