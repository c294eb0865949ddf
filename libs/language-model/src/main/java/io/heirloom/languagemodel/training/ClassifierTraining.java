package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a classifier: AdamW over shuffled batches. The same settings, seed, rows and starting
 * parameters give the same bits on the same machine with the same number of cores, however often
 * training was interrupted.
 */
public final class ClassifierTraining {
  private final TrainingSettings settings;
  private final long seed;
  private final TrainingPlace place;

  /**
   * A training, not begun.
   *
   * @param seed of the order of rows
   */
  public ClassifierTraining(TrainingSettings settings, long seed, TrainingPlace place) {
    this.settings = settings;
    this.seed = seed;
    this.place = place;
  }

  /**
   * Trains, changing the model's parameters.
   *
   * @param rows tokens of each training row, one or more
   * @param validation looked at in between
   * @throws InvalidInputException if there are no rows, or loss or gradient became infinite or not
   *     a number; the model is useless then
   */
  public TrainingOutcome train(
      SequenceClassifier model,
      List<int[]> rows,
      LogitObjective objective,
      ValidationRows validation,
      TrainingListener listener) {
    if (rows.isEmpty()) {
      throw new InvalidInputException("training rows", 0, "1 or more");
    }
    if (settings.patience() > 0 && validation.rows().isEmpty()) {
      throw new InvalidInputException(
          "training.patience", settings.patience(), "0, since no rows are kept aside to watch");
    }
    List<int[]> toCome = new ArrayList<>(rows);
    toCome.addAll(validation.rows());
    try (TrainableNetwork network =
        new TrainableNetwork(
            model.network(),
            settings,
            toCome,
            place.devices().stream().map(ComputeDevice::device).toList())) {
      return new TrainingLoop(
              settings,
              new Batches(rows, settings, seed),
              network,
              new ClassifierLoss(network, rows, objective, validation),
              listener)
          .run(place);
    }
  }
}
