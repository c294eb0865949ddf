package io.heirloom.gateway.plan;

import io.heirloom.lineage.step.Lineage;
import java.util.List;

/**
 * How a study is carried out.
 *
 * @param roots the forest of lineages; no step occurs twice in it
 * @param steps every step of the forest once, each after the one it starts from
 * @param cells the study's table: for each seed and strategy the weak model, one model for each
 *     weak-to-strong objective, and the strong ceiling
 */
public record Plan(List<Lineage> roots, List<PlannedStep> steps, List<Cell> cells) {
  public Plan {
    roots = List.copyOf(roots);
    steps = List.copyOf(steps);
    cells = List.copyOf(cells);
  }
}
