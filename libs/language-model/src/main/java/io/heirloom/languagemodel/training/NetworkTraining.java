package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.gptneox.GptNeox;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What trainings of all kinds have in common.
 *
 * @param seed of the order of rows
 */
record NetworkTraining(TrainingSettings settings, long seed, TrainingPlace place) {
  /**
   * Trains, changing the model's parameters.
   *
   * @param rows tokens of each training row
   * @param keptAside tokens of each validation row
   * @param loss of the network in training
   * @throws InvalidInputException if there are no rows, or none to watch that are to be watched
   */
  TrainingOutcome train(
      GptNeox model,
      List<int[]> rows,
      List<int[]> keptAside,
      Function<TrainableNetwork, BatchLoss> loss,
      TrainingListener listener) {
    if (rows.isEmpty()) {
      throw new InvalidInputException("training rows", 0, "1 or more");
    }
    if (settings.patience() > 0 && keptAside.isEmpty()) {
      throw new InvalidInputException(
          "training.patience", settings.patience(), "0, since no rows are kept aside to watch");
    }
    List<int[]> toCome = new ArrayList<>(rows);
    toCome.addAll(keptAside);
    try (TrainableNetwork network =
        new TrainableNetwork(
            model,
            settings,
            toCome,
            place.devices().stream().map(ComputeDevice::device).toList())) {
      return new TrainingLoop(
              settings, new Batches(rows, settings, seed), network, loss.apply(network), listener)
          .run(place);
    }
  }
}
