package io.heirloom.gateway.export;

import io.heirloom.gateway.study.BlueprintEntity;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import java.util.List;

/**
 * What the database knows of a checkpoint and its kin.
 *
 * @param step that made it
 * @param studies that have this step, one or more; the first is the one the others are read in
 * @param blueprint of that study
 * @param stages of that study, by number
 * @param ancestors the steps it descends from, the root first
 * @param children the steps that start from it
 */
record Pedigree(
    StepEntity step,
    List<StudyEntity> studies,
    BlueprintEntity blueprint,
    List<StageEntity> stages,
    List<StepEntity> ancestors,
    List<StepEntity> children) {

  Pedigree {
    studies = List.copyOf(studies);
    stages = List.copyOf(stages);
    ancestors = List.copyOf(ancestors);
    children = List.copyOf(children);
  }
}
