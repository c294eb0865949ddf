package io.heirloom.gateway.study;

import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Study;
import java.util.ArrayList;
import java.util.List;

/**
 * A study with all that is known of it.
 *
 * @param stages planned so far, by number
 * @param steps all steps of the study, in its order
 */
public record Material(
    StudyEntity study,
    BlueprintEntity blueprint,
    List<StageEntity> stages,
    List<StepEntity> steps) {

  /**
   * All that has been planned of the study, planned again: its stages so far, and, once all is
   * chosen, the rest.
   */
  public List<Plan> plans() {
    Study asked = blueprint.study();
    List<Plan> plans = new ArrayList<>(StageEntity.plans(asked, stages));
    if (study.decided() == study.stages()) {
      plans.add(Planner.plan(asked, grid()));
    }
    return plans;
  }

  /** The study's grid, where what was chosen so far is fixed. */
  public Grid grid() {
    return StageEntity.chosen(blueprint.study().grid(), stages);
  }
}
