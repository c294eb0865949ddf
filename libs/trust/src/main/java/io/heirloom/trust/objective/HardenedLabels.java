package io.heirloom.trust.objective;

import java.util.Arrays;

/**
 * A model's own answers hardened into decisions whose shares over the batch are those of given
 * classes (Burns et al. 2023, section 4.3.2).
 */
final class HardenedLabels {
  private HardenedLabels() {}

  /**
   * The decision for each row.
   *
   * @param probabilities the model's, [batch][classes]
   * @param classShares the share each class ought to have, summing to 1
   */
  static int[] of(double[][] probabilities, double[] classShares) {
    return classShares.length == 2
        ? byThreshold(probabilities, threshold(probabilities, classShares[1]))
        : byRelativeLikelihood(probabilities, classShares);
  }

  /**
   * The threshold t on the probability of class 0 under which a row hardens to class 1: the
   * quantile of the batch at the share of class 1, by linear interpolation. Ties and batches of few
   * rows fall to class 0, so that a batch of one always does.
   */
  static double threshold(double[][] probabilities, double shareOfClassOne) {
    double[] ascending = Arrays.stream(probabilities).mapToDouble(row -> row[0]).sorted().toArray();
    double position = shareOfClassOne * (ascending.length - 1);
    int below = (int) Math.min(Math.max(Math.floor(position), 0), ascending.length - 1);
    int above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (position - below) * (ascending[above] - ascending[below]);
  }

  private static int[] byThreshold(double[][] probabilities, double threshold) {
    return Arrays.stream(probabilities).mapToInt(row -> row[0] >= threshold ? 0 : 1).toArray();
  }

  private static int[] byRelativeLikelihood(double[][] probabilities, double[] classShares) {
    return Arrays.stream(probabilities)
        .mapToInt(row -> relativelyLikeliest(row, classShares))
        .toArray();
  }

  private static int relativelyLikeliest(double[] probabilities, double[] classShares) {
    int likeliest = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < classShares.length; label++) {
      // A class that no weak label leans to is never an answer, where the ratio would be infinite.
      double ratio = classShares[label] > 0 ? probabilities[label] / classShares[label] : -1;
      if (ratio > highest) {
        likeliest = label;
        highest = ratio;
      }
    }
    return likeliest;
  }
}
