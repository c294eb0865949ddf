package io.heirloom.languagemodel.gptneox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts many rows into batches of rows of like length, for work whose order does not matter. */
public final class LikeLengths {
  private LikeLengths() {}

  /**
   * All rows, as indices, shortest first.
   *
   * @param tokensAtOnce most tokens in a batch, 1 or more; a longer row is a batch of its own
   */
  public static List<int[]> batches(List<int[]> rows, int tokensAtOnce) {
    return batches(rows.stream().mapToInt(row -> row.length).toArray(), tokensAtOnce);
  }

  /** The same of rows of these lengths. */
  public static List<int[]> batches(int[] lengths, int tokensAtOnce) {
    int[] shortestFirst =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(row -> lengths[row]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> batches = new ArrayList<>();
    int from = 0;
    long tokens = 0;
    for (int to = 0; to < shortestFirst.length; to++) {
      int length = lengths[shortestFirst[to]];
      if (to > from && tokens + length > tokensAtOnce) {
        batches.add(Arrays.copyOfRange(shortestFirst, from, to));
        from = to;
        tokens = 0;
      }
      tokens += length;
    }
    if (from < shortestFirst.length) {
      batches.add(Arrays.copyOfRange(shortestFirst, from, shortestFirst.length));
    }
    return batches;
  }
}
