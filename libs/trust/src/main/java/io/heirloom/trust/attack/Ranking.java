package io.heirloom.trust.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Orders scores so that rounding has no say. A model's answer to one text may differ in its last
 * bits with the texts it is asked beside; where two scores are equal but for that, the first stays
 * first.
 */
final class Ranking {
  /** What is no difference between two scores, in log-odds. Rounding does less to logits. */
  static final double ROUNDING = 1e-4;

  private Ranking() {}

  /** The indices of the scores, the largest score first. */
  static int[] largestFirst(double[] scores) {
    int[] sorted =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer index) -> scores[index]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    int from = 0;
    for (int to = 1; to <= sorted.length; to++) {
      if (to == sorted.length || scores[sorted[to - 1]] - scores[sorted[to]] > ROUNDING) {
        Arrays.sort(sorted, from, to);
        from = to;
      }
    }
    return sorted;
  }
}
