package io.heirloom.languagemodel.training;

import ai.djl.Device;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.gptneox.GptNeox;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What trainings of all kinds have in common.
 *
 * @param seed of the order of rows
 * @param privacy how each row is hidden, if it is to be
 */
record NetworkTraining(
    TrainingSettings settings, long seed, TrainingPlace place, Optional<DpSgd> privacy) {
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
    try (TrainableNetwork network = network(model, rows, keptAside)) {
      return new TrainingLoop(
              settings,
              batches(rows),
              network,
              step -> gradients(network, step),
              loss.apply(network),
              listener)
          .run(place);
    }
  }

  private TrainableNetwork network(GptNeox model, List<int[]> rows, List<int[]> keptAside) {
    List<Device> devices = place.devices().stream().map(ComputeDevice::device).toList();
    if (privacy.isPresent()) {
      return TrainableNetwork.byRow(model, settings, devices);
    }
    List<int[]> toCome = new ArrayList<>(rows);
    toCome.addAll(keptAside);
    return new TrainableNetwork(model, settings, toCome, devices);
  }

  private Batches batches(List<int[]> rows) {
    if (privacy.isPresent()) {
      double rate = DpSgd.sampleRate(settings, rows.size());
      return new PoissonBatches(rows, settings.batchSize(), rate, seed);
    }
    return new ShuffledBatches(rows, settings, seed);
  }

  private Gradients gradients(TrainableNetwork network, long step) {
    return privacy
        .map(dpSgd -> network.gradients(() -> dpSgd.noise().stream(step), dpSgd.deviation()))
        .orElseGet(network::gradients);
  }
}
