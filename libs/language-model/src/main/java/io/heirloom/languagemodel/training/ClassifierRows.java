package io.heirloom.languagemodel.training;

import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier is trained on.
 *
 * @param tokens of each row, one or more; where an example has several views, the first views of
 *     all examples, then the second ones and so on
 * @param views of each example, 1 or more; they always come together in a batch
 * @param embeddingNoise standard deviation of the noise on the embedding of each token, drawn anew
 *     in each step; 0: none
 */
public record ClassifierRows(List<int[]> tokens, int views, double embeddingNoise) {
  public ClassifierRows {
    tokens = List.copyOf(tokens);
    if (views < 1 || tokens.size() % views != 0) {
      throw new IllegalArgumentException(tokens.size() + " rows in " + views + " views");
    }
    if (!(embeddingNoise >= 0 && embeddingNoise <= Float.MAX_VALUE)) {
      throw new InvalidInputException(
          "embedding noise", embeddingNoise, "a finite standard deviation, 0 or more");
    }
  }

  /** Examples of one view each, without noise. */
  public static ClassifierRows of(List<int[]> tokens) {
    return new ClassifierRows(tokens, 1, 0);
  }

  /** How many examples there are. */
  int examples() {
    return tokens.size() / views;
  }

  /** The tokens of all views of each example. */
  List<int[]> joined() {
    List<int[]> joined = new ArrayList<>(examples());
    for (int example = 0; example < examples(); example++) {
      joined.add(
          IntStream.of(views(new int[] {example}))
              .mapToObj(tokens::get)
              .flatMapToInt(Arrays::stream)
              .toArray());
    }
    return joined;
  }

  /** The rows of some examples: their first views, then their second ones and so on. */
  int[] views(int[] some) {
    return IntStream.range(0, views)
        .flatMap(view -> Arrays.stream(some).map(example -> view * examples() + example))
        .toArray();
  }
}
