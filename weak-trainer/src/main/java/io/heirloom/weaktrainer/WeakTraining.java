package io.heirloom.weaktrainer;

import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.trust.PropertyTask;
import io.heirloom.worker.StepContext;
import io.heirloom.worker.StepHandler;
import io.heirloom.worker.workbench.Workbench;
import jakarta.inject.Singleton;
import java.util.SortedMap;

/**
 * Trains the weak model on ground truth, with the property's regulariser where lambda is above 0.
 */
@Singleton
final class WeakTraining implements StepHandler<TrainWeak> {
  private final Workbench workbench;

  WeakTraining(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Class<TrainWeak> handles() {
    return TrainWeak.class;
  }

  @Override
  public SortedMap<String, Double> perform(TrainWeak step, StepContext context) {
    PropertyTask task = workbench.open(step.task(), context);
    return workbench.train(
        step.model(), step.training(), step.seed(), task.weakTraining(step.lambda()), context);
  }
}
