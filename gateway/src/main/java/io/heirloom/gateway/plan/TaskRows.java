package io.heirloom.gateway.plan;

import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.trust.PropertyTask;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many rows the steps of a task go through: what their time is reckoned by.
 *
 * @param training rows of one epoch, by the part the trained model plays
 * @param heldOut rows the weak model labels
 * @param tested rows a model is judged on, by the part it plays
 * @param validated rows it is judged on where a setting is chosen; empty where none is
 */
public record TaskRows(
    Map<Evaluate.Model, Integer> training,
    int heldOut,
    Map<Evaluate.Model, Integer> tested,
    Map<Evaluate.Model, Integer> validated) {

  /**
   * Counts the rows of a task.
   *
   * @param selects whether settings are chosen on validation rows
   * @throws io.heirloom.lineage.InvalidInputException if there are no rows to choose by
   */
  public static TaskRows of(PropertyTask task, boolean selects) {
    Map<Evaluate.Model, Integer> training = new EnumMap<>(Evaluate.Model.class);
    Map<Evaluate.Model, Integer> tested = new EnumMap<>(Evaluate.Model.class);
    Map<Evaluate.Model, Integer> validated = new EnumMap<>(Evaluate.Model.class);
    for (Evaluate.Model model : Evaluate.Model.values()) {
      training.put(model, task.trainingRows(model));
      tested.put(model, task.judgedRows(model, Evaluate.Rows.TEST));
      if (selects) {
        validated.put(model, task.judgedRows(model, Evaluate.Rows.VALIDATION));
      }
    }
    return new TaskRows(training, task.heldOutRows(), tested, validated);
  }

  /** How many rows go through the model in a step, all epochs together. */
  public double of(Step step) {
    if (step instanceof TrainWeak weak) {
      return (double) training.get(Evaluate.Model.WEAK) * weak.training().epochs();
    }
    if (step instanceof TrainStrong strong) {
      Evaluate.Model model =
          strong.supervision() instanceof Supervision.GroundTruth
              ? Evaluate.Model.CEILING
              : Evaluate.Model.WEAK_TO_STRONG;
      return (double) training.get(model) * strong.training().epochs();
    }
    if (step instanceof Label) {
      return heldOut;
    }
    Evaluate evaluation = (Evaluate) step;
    return switch (evaluation.on()) {
      case TEST -> tested.get(evaluation.of());
      case VALIDATION -> validated.get(evaluation.of());
    };
  }
}
