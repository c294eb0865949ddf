package io.heirloom.lineage.study;

import io.heirloom.lineage.step.ModelSource;

/** One point of a study's grid: all that may vary in it, with one value each. */
public record Point(
    Study.Data data,
    ModelSource weak,
    ModelSource strong,
    Study.Training training,
    Study.Lambda lambda,
    Study.Alpha alpha) {}
