package io.heirloom.gateway.study;

import io.heirloom.lineage.study.Grid;
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

  /** The study's grid, where what was chosen so far is fixed. */
  public Grid grid() {
    return StageEntity.chosen(blueprint.study().grid(), stages);
  }
}
