package io.heirloom.gateway.intake;

import io.heirloom.gateway.plan.Measures;
import io.heirloom.lineage.study.Study;

/** A study that can be planned, and what its cost is reckoned by. */
public record PinnedStudy(Study study, Measures measures) {}
