package io.heirloom.languagemodel;

import java.util.List;

/**
 * How well a language model predicts a row: the sum, over its tokens but the first, of minus the
 * logarithm of the probability of each given those before it, in nats.
 *
 * @param sum over these tokens
 * @param tokens how many they are, 0 or more
 */
public record RowLoss(double sum, int tokens) {
  /** The loss of a row whose tokens have these losses. */
  public static RowLoss of(float[] tokenLosses) {
    double sum = 0;
    for (float loss : tokenLosses) {
      sum += loss;
    }
    return new RowLoss(sum, tokenLosses.length);
  }

  /** For each token; the logarithm of perplexity. Not a number where there is none. */
  public double mean() {
    return sum / tokens;
  }

  /** The sum over all tokens of all rows. */
  public static double sumOverTokens(List<RowLoss> rows) {
    return rows.stream().mapToDouble(RowLoss::sum).sum();
  }

  /** The mean over all tokens of all rows. Not a number where there is no token. */
  public static double meanOverTokens(List<RowLoss> rows) {
    return sumOverTokens(rows) / rows.stream().mapToLong(RowLoss::tokens).sum();
  }

  /** The mean of the rows' means. Not a number where a row has none. */
  public static double meanOverRows(List<RowLoss> rows) {
    return rows.stream().mapToDouble(RowLoss::mean).average().orElse(Double.NaN);
  }
}
