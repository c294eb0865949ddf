package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.study.Strategy;

/**
 * One model of a study's table, and the steps that give its numbers. Cells may share steps: the
 * strong ceiling of a seed stands in every strategy.
 *
 * @param point the settings, an index into the points of the study's grid
 * @param part title of the part of the task it is for; empty where there is one part only
 * @param trained the step that trains the model
 * @param evaluated the step that measures it
 */
public record Cell(
    int point,
    Strategy strategy,
    Role role,
    String part,
    long seed,
    StepKey trained,
    StepKey evaluated) {}
