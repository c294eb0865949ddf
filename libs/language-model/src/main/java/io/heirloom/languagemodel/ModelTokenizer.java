package io.heirloom.languagemodel;

import io.heirloom.languagemodel.gptneox.GptNeoxConfig;
import io.heirloom.languagemodel.tokenizer.TextTokenizer;
import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A tokenizer that gives rows which a model of that shape can read. */
record ModelTokenizer(TextTokenizer tokenizer, GptNeoxConfig config) {
  /**
   * Cuts texts into tokens.
   *
   * @param maxTokens how many tokens of a text are kept; fewer if the model was made for fewer
   * @return rows of one token or more: for the empty text, the token that ends a text
   * @throws InvalidInputException if the tokenizer knows tokens that the model does not
   */
  TokenizedTexts tokenize(List<String> texts, int maxTokens) {
    int longest = Math.min(maxTokens, config.maxPositions());
    int[] empty = {config.endToken().orElse(0)};
    List<int[]> rows = new ArrayList<>(texts.size());
    BitSet cut = new BitSet(texts.size());
    for (int[] tokens : tokenizer.tokenize(texts)) {
      int[] row = tokens.length == 0 ? empty : tokens;
      cut.set(rows.size(), row.length > longest);
      rows.add(requireKnown(Arrays.copyOf(row, Math.min(row.length, longest))));
    }
    return new TokenizedTexts(rows, cut);
  }

  private int[] requireKnown(int[] row) {
    int vocabularySize = config.vocabularySize();
    for (int token : row) {
      if (token >= vocabularySize) {
        throw new InvalidInputException(
            "tokenizer.json", "token " + token, "tokens below vocab_size " + vocabularySize);
      }
    }
    return row;
  }
}
