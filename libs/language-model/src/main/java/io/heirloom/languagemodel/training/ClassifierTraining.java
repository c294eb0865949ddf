package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.Optional;

/**
 * Trains a classifier: AdamW over shuffled batches. The same settings, seed, rows and starting
 * parameters give the same bits on the same machine with the same number of cores, however often
 * training was interrupted.
 */
public final class ClassifierTraining {
  private final NetworkTraining training;
  private final Optional<DpSgd> privacy;

  /**
   * A training, not begun.
   *
   * @param seed of the order of rows and of noise
   */
  public ClassifierTraining(TrainingSettings settings, long seed, TrainingPlace place) {
    this(settings, seed, place, Optional.empty());
  }

  /**
   * A training, not begun.
   *
   * @param seed of the order of rows
   * @param privacy how each row is hidden, if it is to be; the objective is then asked about one
   *     row at a time
   */
  public ClassifierTraining(
      TrainingSettings settings, long seed, TrainingPlace place, Optional<DpSgd> privacy) {
    this.training = new NetworkTraining(settings, seed, place, privacy);
    this.privacy = privacy;
  }

  /**
   * Trains, changing the model's parameters.
   *
   * @param rows the training rows; the objective takes them as indices into their tokens
   * @param validation looked at in between
   * @throws InvalidInputException if there are no rows, or loss or gradient became infinite or not
   *     a number; the model is useless then
   */
  public TrainingOutcome train(
      SequenceClassifier model,
      ClassifierRows rows,
      LogitObjective objective,
      ValidationRows validation,
      TrainingListener listener) {
    return training.train(
        model.network(),
        rows.joined(),
        validation.rows(),
        network ->
            loss(
                new ClassifierLoss(
                    network,
                    rows,
                    objective,
                    validation,
                    GaussianNoise.seeded(training.seed()),
                    listener)),
        listener);
  }

  private BatchLoss loss(ClassifierLoss loss) {
    return privacy
        .<BatchLoss>map(dpSgd -> new PrivateClassifierLoss(loss, dpSgd.clip()))
        .orElse(loss);
  }
}
