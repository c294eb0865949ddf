package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Step;
import java.util.Optional;

/**
 * A step of a study in its place.
 *
 * @param parent the step whose result this one starts from; empty at a root
 * @param shards into how many parts its rows are cut, 1 or more
 * @param title for people: the model, the strategies it serves where those are not all of the
 *     study's, the seed
 */
public record PlannedStep(
    StepKey key, Optional<StepKey> parent, Step step, int shards, String title) {}
