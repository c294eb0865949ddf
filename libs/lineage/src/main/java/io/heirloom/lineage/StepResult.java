package io.heirloom.lineage;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step made.
 *
 * @param reference the artifact
 * @param metrics what was measured on the way, by name; finite numbers, often none
 */
public record StepResult(Reference reference, SortedMap<String, Double> metrics) {
  public StepResult {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
  }
}
