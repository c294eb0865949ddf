package io.heirloom.trust.adversarial;

import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.ClassifierTrainingSet.Validation;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.classification.Regularisation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Regularises by learning from clean and attacked texts at once, as {@link AdversarialMixture}
 * weighs them; without lambda from clean ones alone.
 *
 * @param classes how many there are, 2 or more
 */
record CleanAndAttacked(int classes) implements Regularisation<AdversarialExample> {
  @Override
  public ClassifierTrainingSet of(
      List<AdversarialExample> rows, LogitObjective loss, double lambda, Validation validation) {
    List<String> clean = Example.texts(rows);
    if (lambda == 0) {
      return new ClassifierTrainingSet(classes, clean, 1, loss, 0, validation);
    }
    List<String> both =
        Stream.concat(clean.stream(), rows.stream().map(AdversarialExample::adversarialText))
            .toList();
    return new ClassifierTrainingSet(
        classes,
        both,
        views(),
        new AdversarialMixture(loss, loss, lambda, rows.size()),
        0,
        validation);
  }

  /** x and x'. */
  @Override
  public int views() {
    return 2;
  }
}
