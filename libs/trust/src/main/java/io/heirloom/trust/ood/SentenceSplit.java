package io.heirloom.trust.ood;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.Split;
import io.heirloom.trust.grouping.GroupedRows;
import io.heirloom.trust.grouping.TextKey;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The in-distribution rows in their roles (C.3 of the paper): half for the weak model, half held
 * out for weak labels, 5 % of each kept for validation. Rows of equal text, as {@link TextKey}
 * compares them, are all in one role: about an eighth of SST-2's training rows repeat another but
 * for blanks and punctuation.
 *
 * @param weak the weak model's training rows
 * @param weakValidation kept aside from them
 * @param heldOut the rows the weak model labels and the strong model learns from
 * @param heldOutValidation kept aside from them
 */
record SentenceSplit(
    List<Sentence> weak,
    List<Sentence> weakValidation,
    List<Sentence> heldOut,
    List<Sentence> heldOutValidation) {
  private static final double[] HALVES = {0.5, 0.5};
  private static final double[] TRAINING_AND_VALIDATION = {0.95, 0.05};

  /**
   * Splits in-distribution rows.
   *
   * @param wanted how many of them to use; empty: all
   * @throws InvalidInputException if there are not so many, or not two of different text in either
   *     half
   */
  static SentenceSplit of(List<Sentence> sentences, OptionalInt wanted, long splitSeed) {
    int[] drawn = Split.training(sentences.size(), wanted, splitSeed);
    List<int[]> halves = cut(drawn, sentences, splitSeed, HALVES);
    List<int[]> weak = cut(halves.get(0), sentences, splitSeed, TRAINING_AND_VALIDATION);
    List<int[]> heldOut = cut(halves.get(1), sentences, splitSeed, TRAINING_AND_VALIDATION);
    return new SentenceSplit(
        at(weak.get(0), sentences),
        at(weak.get(1), sentences),
        at(heldOut.get(0), sentences),
        at(heldOut.get(1), sentences));
  }

  private static List<int[]> cut(
      int[] rows, List<Sentence> sentences, long splitSeed, double[] shares) {
    return GroupedRows.cut(
        "data.rows", rows, row -> TextKey.of(sentences.get(row).text()), splitSeed, shares);
  }

  private static List<Sentence> at(int[] rows, List<Sentence> sentences) {
    return Arrays.stream(rows).mapToObj(sentences::get).toList();
  }
}
