package io.heirloom.languagemodel.gptneox;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a language model is to continue.
 *
 * @param number by which its continuations are drawn: those of a prompt are the same whatever is
 *     worked on beside it
 * @param tokens one or more
 */
public record Prompt(long number, int[] tokens) {
  /** Prompts numbered from 0. */
  public static List<Prompt> numbered(List<int[]> rows) {
    return IntStream.range(0, rows.size()).mapToObj(i -> new Prompt(i, rows.get(i))).toList();
  }
}
