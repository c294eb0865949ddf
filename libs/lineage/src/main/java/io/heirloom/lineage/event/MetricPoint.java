package io.heirloom.lineage.event;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One measurement while a step runs or at its end.
 *
 * @param name such as {@code loss}
 * @param value finite
 * @param trainingStep optimiser steps done so far; 0 where there are none
 * @param labels whatever else tells it apart, such as the worker
 */
public record MetricPoint(
    StudyId study,
    StepKey key,
    String name,
    double value,
    long trainingStep,
    Instant at,
    SortedMap<String, String> labels) {
  public MetricPoint {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
