package io.heirloom.gateway.measure;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What evaluations of a study's models gave, so far as they have been done. */
public final class Evaluations {
  private final Map<String, StepEntity> steps;

  /**
   * @param steps of the study
   */
  public Evaluations(Collection<StepEntity> steps) {
    this.steps = steps.stream().collect(Collectors.toMap(StepEntity::key, Function.identity()));
  }

  /** A step of the study. */
  public StepEntity step(StepKey key) {
    return steps.get(key.toString());
  }

  /**
   * What the models of one role gave, by seed: the evaluations of all parts of the task, of those
   * seeds that have them all.
   *
   * @param cells of one point, strategy and role
   */
  public SortedMap<Long, List<StepResult>> of(List<Cell> cells) {
    SortedMap<Long, List<StepResult>> evaluations = new TreeMap<>();
    bySeed(cells)
        .forEach(
            (seed, parts) -> {
              List<StepResult> ofParts =
                  parts.stream().flatMap(cell -> step(cell.evaluated()).result().stream()).toList();
              if (ofParts.size() == parts.size()) {
                evaluations.put(seed, ofParts);
              }
            });
    return evaluations;
  }

  /** The cells of each seed, in the order of the parts. */
  public static Map<Long, List<Cell>> bySeed(List<Cell> cells) {
    return cells.stream()
        .collect(Collectors.groupingBy(Cell::seed, LinkedHashMap::new, Collectors.toList()));
  }
}
