package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;

/**
 * What a packed batch is to predict: every token of a row but its first, M in all. All tensors are
 * int64.
 *
 * @param batch the rows
 * @param predicting [M]: where the token before each is packed
 * @param targets [M]: the tokens, as rows of the head
 * @param ofRow how many there are in each row, in the order of packing
 */
record NextTokens(PackedBatch batch, NDArray predicting, NDArray targets, int[] ofRow) {
  /**
   * Joins rows.
   *
   * @param rows of which one or more has two tokens or more
   * @param embedded which tokens there are, and their numbers in the embedding
   * @param answered the same of the head
   */
  static NextTokens of(
      NDManager manager, List<int[]> rows, Vocabulary embedded, Vocabulary answered) {
    PackedBatch batch = PackedBatch.of(manager, rows, embedded);
    int[] ofRow = Arrays.stream(batch.order()).map(row -> rows.get(row).length - 1).toArray();
    long[] predicting = new long[Arrays.stream(ofRow).sum()];
    long[] targets = new long[predicting.length];
    int next = 0;
    for (int i = 0; i < ofRow.length; i++) {
      int[] row = rows.get(batch.order()[i]);
      for (int j = 1; j < row.length; j++) {
        // Every row before this one has a token that predicts nothing.
        predicting[next] = (long) next + i;
        targets[next] = answered.number(row[j]);
        next++;
      }
    }
    return new NextTokens(batch, manager.create(predicting), manager.create(targets), ofRow);
  }

  /** How many tokens are predicted. */
  static int count(List<int[]> rows) {
    return rows.stream().mapToInt(row -> row.length - 1).reduce(0, Math::addExact);
  }

  /** Spreads one number for each given row over its predicted tokens: float32 [M]. */
  NDArray spread(NDManager manager, double[] givenRows) {
    float[] values = new float[Arrays.stream(ofRow).sum()];
    int next = 0;
    for (int i = 0; i < ofRow.length; i++) {
      Arrays.fill(values, next, next + ofRow[i], (float) givenRows[batch.order()[i]]);
      next += ofRow[i];
    }
    return manager.create(values);
  }

  /** Parts [M] numbers, one for each predicted token, into the given rows. */
  float[][] byRow(float[] ofTokens) {
    float[][] packed = new float[ofRow.length][];
    int next = 0;
    for (int i = 0; i < packed.length; i++) {
      packed[i] = Arrays.copyOfRange(ofTokens, next, next + ofRow[i]);
      next += ofRow[i];
    }
    return batch.asGiven(packed);
  }
}
