package io.heirloom.gateway.intake;

import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.lineage.study.Study;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is written down of a plan.
 *
 * @param steps those that were not planned before
 * @param shards the parts of these steps
 * @param orders with which the plan begins
 */
public record PlanRows(
    List<StepEntity> steps, List<ShardEntity> shards, List<OutboxEntity> orders) {

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
    return new PlanRows(
        IntStream.range(0, fresh.size())
            .mapToObj(index -> new StepEntity(id, fresh.get(index), measures, known.size() + index))
            .toList(),
        fresh.stream().flatMap(step -> StepEntity.shards(id, step).stream()).toList(),
        plan.roots().stream()
            .flatMap(root -> StepOrder.begin(id, 1, study.dataFolder(), Optional.empty(), root))
            .map(order -> OutboxEntity.of(order, now))
            .toList());
  }

  /** All of it. */
  public List<Object> rows() {
    return Stream.of(steps, shards, orders).<Object>flatMap(List::stream).toList();
  }
}
