package io.heirloom.trust.classification;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.ClassifierTrainingSet.Validation;
import java.util.List;

/**
 * How a property regularises training.
 *
 * @param <E> its rows
 */
@FunctionalInterface
public interface Regularisation<E extends Example> {
  /**
   * The training set of some rows.
   *
   * @param rows the training rows
   * @param task the loss of the task on their texts alone, as indices into {@code rows}
   * @param lambda the regulariser's weight, 0 or more; at 0 the loss is that of the task
   * @param validation rows kept aside
   */
  ClassifierTrainingSet of(List<E> rows, LogitObjective task, double lambda, Validation validation);

  /** How many views of each row are trained on where lambda is above 0, 1 or more. */
  default int views() {
    return 1;
  }
}
