package io.heirloom.languagemodel.gptneox;

import io.heirloom.lineage.InvalidInputException;
import java.util.List;

/**
 * How a language model continues prompts.
 *
 * @param newTokens most tokens of a continuation, 1 or more
 * @param continuations how many of each prompt, 1 or more
 * @param temperature 0: always the likeliest token; above: tokens are drawn, with probabilities
 *     that are softmax of the logits over the temperature
 * @param topK tokens are drawn from so many likeliest; 0: from all
 * @param topP and of these from the fewest whose probabilities come to this, above 0, at most 1
 * @param endTokens any of these ends a continuation; may be empty
 * @param seed of the draws
 */
public record GenerationSettings(
    int newTokens,
    int continuations,
    double temperature,
    int topK,
    double topP,
    List<Integer> endTokens,
    long seed) {

  public GenerationSettings {
    require("new_tokens", newTokens, newTokens >= 1, "1 or more");
    require("continuations", continuations, continuations >= 1, "1 or more");
    require(
        "temperature",
        temperature,
        temperature >= 0 && Double.isFinite(temperature),
        "a finite number, 0 or more");
    require("top_k", topK, topK >= 0, "0 or more");
    require("top_p", topP, topP > 0 && topP <= 1, "above 0 and at most 1");
    require(
        "continuations",
        continuations,
        continuations == 1 || temperature > 0,
        "1 at a temperature of 0, where all would be the same");
    endTokens = List.copyOf(endTokens);
  }

  /** One continuation, always the likeliest token. */
  public static GenerationSettings greedy(int newTokens, List<Integer> endTokens) {
    return new GenerationSettings(newTokens, 1, 0, 0, 1, endTokens, 0);
  }

  private static void require(String field, Number value, boolean holds, String allowed) {
    if (!holds) {
      throw new InvalidInputException("generation." + field, value, allowed);
    }
  }
}
