package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;

/** Checks and readings of class probabilities, [rows][classes]. */
public final class Probabilities {
  private Probabilities() {}

  /**
   * Refuses what are no probabilities of the same two or more classes in every row.
   *
   * @param field what they are, for the message
   */
  public static void check(String field, float[][] probabilities) {
    if (probabilities.length == 0) {
      throw new InvalidInputException(field, "no rows", "1 row or more");
    }
    int classes = probabilities[0].length;
    if (classes < 2) {
      throw new InvalidInputException(field, classes + " classes", "2 classes or more");
    }
    for (int row = 0; row < probabilities.length; row++) {
      if (probabilities[row].length != classes) {
        throw new InvalidInputException(
            field + " row " + row, probabilities[row].length + " classes", classes + " classes");
      }
      for (float probability : probabilities[row]) {
        if (!(probability >= 0 && probability <= 1)) {
          throw new InvalidInputException(
              field + " row " + row, probability, "a finite probability, 0 to 1");
        }
      }
    }
  }

  /** The likeliest class; the first of equals. */
  public static int likeliest(float[] probabilities) {
    int likeliest = 0;
    for (int index = 1; index < probabilities.length; index++) {
      if (probabilities[index] > probabilities[likeliest]) {
        likeliest = index;
      }
    }
    return likeliest;
  }
}
