package io.heirloom.wtstrainer;

import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.TrainingSet;
import io.heirloom.trust.WeakLabels;
import io.heirloom.worker.StepContext;
import io.heirloom.worker.StepHandler;
import io.heirloom.worker.workbench.Workbench;
import jakarta.inject.Singleton;
import java.util.SortedMap;

/**
 * Trains the strong model: on weak labels, naively or with auxiliary confidence, or as the ceiling
 * on ground truth.
 */
@Singleton
final class StrongTraining implements StepHandler<TrainStrong> {
  private final Workbench workbench;

  StrongTraining(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Class<TrainStrong> handles() {
    return TrainStrong.class;
  }

  @Override
  public SortedMap<String, Double> perform(TrainStrong step, StepContext context) {
    PropertyTask task = workbench.open(step.task(), context);
    return workbench.train(
        step.model(),
        step.training(),
        step.seed(),
        taughtBy(step.supervision(), task, step.lambda(), context),
        context);
  }

  private static TrainingSet taughtBy(
      Supervision supervision, PropertyTask task, double lambda, StepContext context) {
    if (supervision instanceof Supervision.GroundTruth) {
      return task.strongCeiling(lambda);
    }
    return task.weakToStrong(WeakLabels.read(context.input()), supervision, lambda);
  }
}
