package io.heirloom.trust.privacy;

import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The beginning of a text, cut in two: a model is shown the one part and asked for the other.
 *
 * @param row which text it is of, as an index
 * @param prefix the first tokens
 * @param suffix those right after them
 */
record Passage(int row, int[] prefix, int[] suffix) {
  /**
   * The passages of those texts that are long enough, in their order.
   *
   * @param tokens the texts as a tokenizer sees them, without padding or special tokens
   * @param prefix how many tokens are shown, 1 or more
   * @param suffix how many are asked for, 1 or more
   */
  static List<Passage> of(List<int[]> tokens, int prefix, int suffix) {
    if (prefix < 1 || suffix < 1) {
      throw new InvalidInputException(
          "prefix and suffix", prefix + " and " + suffix + " tokens", "1 token or more of each");
    }
    List<Passage> passages = new ArrayList<>();
    for (int row = 0; row < tokens.size(); row++) {
      int[] text = tokens.get(row);
      // Not prefix + suffix, which may overflow.
      if (text.length - prefix >= suffix) {
        passages.add(
            new Passage(
                row,
                Arrays.copyOf(text, prefix),
                Arrays.copyOfRange(text, prefix, prefix + suffix)));
      }
    }
    return passages;
  }
}
