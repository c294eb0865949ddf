package io.heirloom.gateway.intake;

import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.lineage.study.Study;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is written down of a plan: its steps, their parts, and the orders that begin it.
 *
 * @param steps how many of its steps were not planned before
 * @param rows entities
 */
public record PlanRows(int steps, List<Object> rows) {

  /**
   * Of a plan.
   *
   * @param known keys of the steps that an earlier stage planned: their results are there
   * @param now when the orders are written
   */
  public static PlanRows of(
      StudyId id, Study study, Plan plan, Measures measures, Set<String> known, Instant now) {
    List<PlannedStep> fresh =
        plan.steps().stream().filter(step -> !known.contains(step.key().toString())).toList();
    List<Object> rows = new ArrayList<>();
    for (PlannedStep step : fresh) {
      rows.add(new StepEntity(id, step, measures, known.size() + rows.size()));
    }
    fresh.forEach(step -> rows.addAll(StepEntity.shards(id, step)));
    plan.roots().stream()
        .flatMap(root -> StepOrder.begin(id, 1, study.dataFolder(), Optional.empty(), root))
        .forEach(order -> rows.add(OutboxEntity.of(order, now)));
    return new PlanRows(fresh.size(), rows);
  }
}
