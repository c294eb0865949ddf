package io.heirloom.languagemodel.accounting;

/** Distribution of the privacy loss of one step, rounded to a grid. */
final class RoundedLoss {
  private final LossGrid grid;
  private final double[] probabilities;
  private double mean;

  RoundedLoss(LossGrid grid) {
    this.grid = grid;
    this.probabilities = new double[grid.size()];
  }

  /** Adds probability to a value of the grid, by its number. */
  void add(long number, double probability) {
    probabilities[grid.place(number)] += probability;
    mean += number * grid.mesh() * probability;
  }

  /** By place; the array itself, to be worked on. */
  double[] probabilities() {
    return probabilities;
  }

  double mean() {
    return mean;
  }
}
