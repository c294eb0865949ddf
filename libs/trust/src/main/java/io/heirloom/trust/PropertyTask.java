package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Supervision;
import java.util.List;

/**
 * A property on one data set: its rows in their roles. The order of rows is fixed by the data and
 * the split seed, so that every worker sees the same.
 */
public interface PropertyTask {
  /** How many classes the task has, 2 or more. */
  int classes();

  /**
   * For the weak model: ground truth and the regulariser.
   *
   * @param lambda the regulariser's weight, 0 or more
   */
  TrainingSet weakTraining(double lambda);

  /**
   * For the strong ceiling: the ground truth of the held-out rows and the regulariser.
   *
   * @param lambda the regulariser's weight, 0 or more
   */
  TrainingSet strongCeiling(double lambda);

  /**
   * For weak-to-strong training: the held-out rows with the weak model's labels, and the
   * regulariser.
   *
   * @param labels of all {@link #heldOut()} rows
   * @param supervision how the strong model learns from them
   * @param lambda the regulariser's weight, 0 or more
   * @throws InvalidInputException if the labels are not those of the held-out rows
   */
  TrainingSet weakToStrong(WeakLabels labels, Supervision supervision, double lambda);

  /** The texts the weak model labels. */
  List<String> heldOut();

  /** The texts models are judged on. */
  List<String> test();

  /**
   * Joins a model's answers with the truth.
   *
   * @param fromRow index in {@link #test()} of the first answer
   * @param probabilities of each class for the test rows from there on, [rows][classes]
   */
  ScoredRows score(int fromRow, float[][] probabilities);
}
