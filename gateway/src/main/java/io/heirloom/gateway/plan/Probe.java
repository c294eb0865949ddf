package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.study.Dimension;

/**
 * One model by which a value of a setting is judged, on validation rows.
 *
 * @param dimension what is swept
 * @param value the value tried
 * @param candidate numbers the models that are judged by this value: those of one strategy, role
 *     and seed have one number, a probe for each part of the task
 * @param part title of the part of the task; empty where there is one part only
 * @param evaluated the step that measures the model
 */
public record Probe(
    Dimension dimension, double value, int candidate, String part, StepKey evaluated) {}
