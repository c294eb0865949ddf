package io.heirloom.languagemodel.training;

import ai.djl.engine.EngineException;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.languagemodel.torchscript.OutOfMemory;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training under way, of whatever kind: batch after batch until the last epoch's end. */
final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);
  private static final double NANOSECONDS = 1e-9;

  /** Batches of all sizes leave holes of all sizes, which would otherwise add up. */
  private static final int STEPS_BETWEEN_RELEASES = 100;

  private final TrainingSettings settings;
  private final TrainableNetwork network;
  private final LongFunction<Gradients> gradients;
  private final BatchLoss loss;
  private final TrainingListener listener;
  private final Batches batches;
  private final long steps;
  private final LearningRateSchedule schedule;
  private Progress progress;

  /** Whether the network is as the progress says, and not half a step further. */
  private boolean whole = true;

  /**
   * A training, not begun.
   *
   * @param gradients what the sum of gradients of each step, by its number from 1, begins as
   */
  TrainingLoop(
      TrainingSettings settings,
      Batches batches,
      TrainableNetwork network,
      LongFunction<Gradients> gradients,
      BatchLoss loss,
      TrainingListener listener) {
    this.settings = settings;
    this.batches = batches;
    this.network = network;
    this.gradients = gradients;
    this.loss = loss;
    this.listener = listener;
    this.steps = batches.perEpoch() * settings.epochs();
    this.schedule = LearningRateSchedule.of(settings, steps);
    this.progress = Progress.none(settings.tokensAtOnce());
  }

  TrainingOutcome run(TrainingPlace place) {
    Optional<TrainingState> state =
        place.scratch().map(folder -> new TrainingState(folder, place.saveInterval()));
    state.flatMap(saved -> saved.restore(network)).ifPresent(saved -> progress = saved);
    try {
      validateIfDue();
      while (progress.step() < steps && !isPatienceSpent()) {
        listener.stepped(step());
        validateIfDue();
        state.ifPresent(saved -> saved.saveWhenDue(progress, network));
        if (progress.step() % STEPS_BETWEEN_RELEASES == 0) {
          PyTorchEngine.releaseFreeMemory();
        }
      }
      return finished();
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException stopped) {
      if (whole) {
        state.ifPresent(saved -> saved.save(progress, network));
      }
      throw stopped;
    }
  }

  private TrainingStep step() {
    long began = System.nanoTime();
    int[] batch = batches.of(progress.step());
    double rate = schedule.at(progress.step());
    double lossOfBatch;
    double norm;
    long number = progress.step() + 1;
    try (Gradients sums = gradients.apply(number)) {
      lossOfBatch = lossOf(batch, sums);
      requireFinite("loss", lossOfBatch);
      whole = false;
      norm = network.step(number, sums, rate);
      requireFinite("gradient", norm);
    }
    progress =
        progress.stepped(
            (System.nanoTime() - began) * NANOSECONDS,
            batches.tokens(batch),
            lossOfBatch,
            batches.beginsEpoch(progress.step()),
            network.shrinkage(rate));
    whole = true;
    return new TrainingStep(
        progress.step(), steps, lossOfBatch, rate, norm, progress.tokens(), progress.seconds());
  }

  /** The loss, with fewer tokens at once as often as memory does not suffice for more. */
  private double lossOf(int[] batch, Gradients sums) {
    double share = (double) progress.step() / steps;
    while (true) {
      try {
        return loss.of(progress.step(), batch, share, progress.tokensAtOnce(), sums);
      } catch (EngineException e) {
        int fewer = (int) Math.min(progress.tokensAtOnce(), batches.tokens(batch)) / 2;
        if (!OutOfMemory.caused(e) || fewer < batches.tokens(batch) / batch.length / 2) {
          throw e;
        }
        LOG.warn("step {} ran out of memory; {} tokens at once now", progress.step() + 1, fewer);
        sums.clear();
        progress = progress.withTokensAtOnce(fewer);
        listener.cutSmaller(progress.step(), fewer);
      }
    }
  }

  private void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      long step = progress.step();
      throw new InvalidInputException(
          "training.learning_rate",
          settings.learningRate(),
          "a rate, usually a smaller one, at which training stays finite; the %s was %s at step"
                  .formatted(what, value)
              + " %d of %d, at a rate of %s".formatted(step + 1, steps, schedule.at(step)));
    }
  }

  /**
   * Whether the last step completed one of the parts that an epoch is cut into for this, and nobody
   * has looked since.
   */
  private boolean validationDue() {
    long parts = settings.validationsPerEpoch();
    long step = progress.step();
    return step > progress.lastValidated()
        && step * parts / batches.perEpoch() > (step - 1) * parts / batches.perEpoch();
  }

  private void validateIfDue() {
    if (!validationDue()) {
      return;
    }
    OptionalDouble value = loss.ofValidation(progress.tokensAtOnce());
    if (value.isPresent()) {
      requireFinite("validation loss", value.getAsDouble());
      progress = progress.validated(value.getAsDouble());
      if (settings.patience() > 0 && progress.validationsSinceBest() == 0) {
        network.keepAsBest();
      }
      listener.validated(progress.step(), value.getAsDouble());
    }
  }

  private boolean isPatienceSpent() {
    return settings.patience() > 0 && progress.validationsSinceBest() >= settings.patience();
  }

  private TrainingOutcome finished() {
    OptionalDouble validationLoss;
    if (settings.patience() > 0 && Double.isFinite(progress.bestLoss())) {
      whole = false;
      network.restoreBest();
      validationLoss = OptionalDouble.of(progress.bestLoss());
    } else {
      validationLoss = loss.ofValidation(progress.tokensAtOnce());
    }
    whole = false;
    network.finish(progress.shrinkage());
    return new TrainingOutcome(
        progress.step(),
        progress.seconds(),
        progress.tokens(),
        progress.epochLoss() / batches.stepsInEpoch(progress.step()),
        validationLoss);
  }
}
