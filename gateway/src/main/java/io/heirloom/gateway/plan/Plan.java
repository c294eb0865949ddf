package io.heirloom.gateway.plan;

import io.heirloom.lineage.step.Lineage;
import java.util.List;

/**
 * How a study, or a stage of it, is carried out.
 *
 * @param roots the forest of lineages; no step occurs twice in it
 * @param steps every step of the forest once, each after the one it starts from
 * @param asked how many steps there would be if each model had all of its own
 * @param cells the study's table: for each point, seed and strategy the weak model, one model for
 *     each weak-to-strong objective, and the strong ceiling; none in a stage
 * @param probes what a stage is decided by; none but in a stage
 */
public record Plan(
    List<Lineage> roots,
    List<PlannedStep> steps,
    long asked,
    List<Cell> cells,
    List<Probe> probes) {

  public Plan {
    roots = List.copyOf(roots);
    steps = List.copyOf(steps);
    cells = List.copyOf(cells);
    probes = List.copyOf(probes);
  }
}
