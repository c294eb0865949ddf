package io.heirloom.languagemodel;

import io.heirloom.languagemodel.gptneox.AdamW;
import io.heirloom.languagemodel.gptneox.ForwardPass;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a classifier: AdamW over shuffled batches. The same settings, seed, rows and starting
 * parameters give the same bits on the same machine with the same number of cores.
 */
public final class ClassifierTraining {
  private static final double NANOSECONDS = 1e-9;

  private final TrainingSettings settings;
  private final long seed;

  /**
   * A training, not begun.
   *
   * @param seed of the order of rows
   */
  public ClassifierTraining(TrainingSettings settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  /**
   * Trains, changing the model's parameters.
   *
   * @param rows tokens of each training row, one or more
   * @throws InvalidInputException if there are no rows, or loss or gradient became infinite or not
   *     a number; the model is useless then
   */
  public TrainingOutcome train(
      SequenceClassifier model,
      List<int[]> rows,
      LogitObjective objective,
      TrainingListener listener) {
    if (rows.isEmpty()) {
      throw new InvalidInputException("training rows", 0, "1 or more");
    }
    try (AdamW optimizer = model.optimizer(settings.weightDecay(), settings.gradientClip())) {
      return new Run(model, rows, objective, listener, optimizer).all();
    }
  }

  /** One training under way. */
  private final class Run {
    private final SequenceClassifier model;
    private final List<int[]> rows;
    private final LogitObjective objective;
    private final TrainingListener listener;
    private final AdamW optimizer;
    private final EpochOrder order;
    private final long steps;
    private final LearningRateSchedule schedule;
    private long step;
    private long tokens;

    Run(
        SequenceClassifier model,
        List<int[]> rows,
        LogitObjective objective,
        TrainingListener listener,
        AdamW optimizer) {
      this.model = model;
      this.rows = rows;
      this.objective = objective;
      this.listener = listener;
      this.optimizer = optimizer;
      this.order = new EpochOrder(rows.size(), settings.batchSize(), seed);
      this.steps = order.batchesPerEpoch() * settings.epochs();
      this.schedule = LearningRateSchedule.of(settings, steps);
    }

    TrainingOutcome all() {
      long began = System.nanoTime();
      double loss = Double.NaN;
      for (int epoch = 0; epoch < settings.epochs(); epoch++) {
        loss = epoch(epoch);
      }
      return new TrainingOutcome(steps, (System.nanoTime() - began) * NANOSECONDS, tokens, loss);
    }

    /** The mean loss of the epoch's steps. */
    private double epoch(int epoch) {
      double sum = 0;
      for (int[] batch : order.batches(epoch)) {
        sum += step(batch);
      }
      return sum / order.batchesPerEpoch();
    }

    private double step(int[] batch) {
      List<int[]> batchRows = Arrays.stream(batch).mapToObj(rows::get).toList();
      double learningRate = schedule.at(step);
      double loss;
      try (ForwardPass pass = model.forward(batchRows)) {
        LossAndGradient at = objective.at(batch, pass.logits(), (double) step / steps);
        loss = at.loss();
        requireFinite("loss", loss);
        requireFinite("gradient", optimizer.step(pass, at.gradient(), learningRate));
      }
      step++;
      tokens += batchRows.stream().mapToLong(row -> row.length).sum();
      listener.stepped(step, steps, loss, learningRate, tokens);
      return loss;
    }

    private void requireFinite(String what, double value) {
      if (!Double.isFinite(value)) {
        throw new InvalidInputException(
            "training.learning_rate",
            settings.learningRate(),
            "a rate, usually a smaller one, at which training stays finite; the %s was %s at step"
                    .formatted(what, value)
                + " %d of %d, at a rate of %s".formatted(step + 1, steps, schedule.at(step)));
      }
    }
  }
}
