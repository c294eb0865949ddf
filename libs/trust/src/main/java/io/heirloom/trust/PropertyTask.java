package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Supervision;

/**
 * A property on one data set: its rows in their roles. The order of rows is fixed by the data and
 * the split seed, so that every worker sees the same.
 */
public interface PropertyTask {
  /**
   * For the weak model: ground truth and the regulariser.
   *
   * @param lambda the regulariser's weight, 0 or more
   */
  TrainingSet weakTraining(double lambda);

  /**
   * For the strong ceiling: ground truth and the regulariser.
   *
   * @param lambda the regulariser's weight, 0 or more
   */
  TrainingSet strongCeiling(double lambda);

  /**
   * For weak-to-strong training: the held-out rows with the weak model's labels, and the
   * regulariser.
   *
   * @param labels of all held-out rows
   * @param supervision how the strong model learns from them
   * @param lambda the regulariser's weight, 0 or more
   * @throws InvalidInputException if the labels are not those of the held-out rows
   */
  TrainingSet weakToStrong(WeakLabels labels, Supervision supervision, double lambda);

  /** How many rows the weak model is to label. */
  int heldOutRows();

  /**
   * Lets the weak model label held-out rows.
   *
   * @param form of the labels, where they are classes
   * @param from the first row, from 0
   * @param to the row after the last
   */
  WeakLabels label(Label.Form form, int from, int to, Checkpoint weak);

  /**
   * How many rows go through a model that plays this part in one epoch of its training, to foretell
   * how long that takes. A row that the regulariser shows in several views counts once for each, as
   * is so at any lambda above 0; at 0 only the first goes through.
   */
  int trainingRows(Evaluate.Model of);

  /**
   * How many rows a model that plays this part is judged on.
   *
   * @throws InvalidInputException if they are the validation rows, and the data leave none
   */
  int judgedRows(Evaluate.Model of, Evaluate.Rows on);

  /**
   * Lets a model answer rows it is judged on, and puts down what the metrics are worked out from.
   *
   * @param of the part the model plays
   * @param on those the verdict stands on, or those to choose settings by
   * @param from the first row, from 0
   * @param to the row after the last
   * @throws InvalidInputException if they are the validation rows, and the data leave none
   */
  ScoredRows judge(Evaluate.Model of, Evaluate.Rows on, int from, int to, Checkpoint model);
}
