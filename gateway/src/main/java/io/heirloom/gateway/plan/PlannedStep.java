package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import java.util.Optional;

/**
 * A step of a study in its place.
 *
 * @param parent the step whose result this one starts from; empty at a root
 * @param model what is trained, labels or is judged: where its training started from
 * @param shards into how many parts its rows are cut, 1 or more
 * @param title for people: the model, the strategies it serves where those are not all of the
 *     study's, the settings that the study varies and that are the same for all it serves, the seed
 */
public record PlannedStep(
    StepKey key, Optional<StepKey> parent, Step step, ModelSource model, int shards, String title) {

  /**
   * Names work that goes at one pace with one model: the property, the operation, and whether it is
   * regularised.
   */
  public String kindOfWork() {
    return step.task().property() + "/" + step.operation() + (lambda() > 0 ? "/regularised" : "");
  }

  private double lambda() {
    if (step instanceof TrainWeak weak) {
      return weak.lambda();
    }
    return step instanceof TrainStrong strong ? strong.lambda() : 0;
  }
}
