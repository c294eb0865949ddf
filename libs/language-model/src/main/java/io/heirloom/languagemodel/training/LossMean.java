package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.RowLoss;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a language model's loss on a batch is the mean of. */
public enum LossMean {
  /** Of all predicted tokens, each counting the same: what transformers trains with. */
  OVER_TOKENS(RowLoss::meanOverTokens) {
    @Override
    double[] weights(List<int[]> batch) {
      long predicted = batch.stream().mapToLong(row -> row.length - 1L).sum();
      return batch.stream().mapToDouble(row -> 1.0 / predicted).toArray();
    }
  },
  /** Of the rows' means over their tokens, each row counting the same. */
  OVER_ROWS(RowLoss::meanOverRows) {
    @Override
    double[] weights(List<int[]> batch) {
      return batch.stream().mapToDouble(row -> 1.0 / batch.size() / (row.length - 1)).toArray();
    }
  };

  private final ToDoubleFunction<List<RowLoss>> mean;

  LossMean(ToDoubleFunction<List<RowLoss>> mean) {
    this.mean = mean;
  }

  /** What each token's loss weighs in that of the batch, for each row; rows have two or more. */
  abstract double[] weights(List<int[]> batch);

  double of(List<RowLoss> rows) {
    return mean.applyAsDouble(rows);
  }
}
