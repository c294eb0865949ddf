package io.heirloom.trust.objective;

/** Picks the labels of one batch. */
final class Batch {
  private Batch() {}

  /** The labels of some rows, widened: [batch][classes]. */
  static double[][] of(int[] rows, float[][] labels) {
    double[][] batch = new double[rows.length][];
    for (int index = 0; index < rows.length; index++) {
      float[] label = labels[rows[index]];
      batch[index] = new double[label.length];
      for (int column = 0; column < label.length; column++) {
        batch[index][column] = label[column];
      }
    }
    return batch;
  }
}
