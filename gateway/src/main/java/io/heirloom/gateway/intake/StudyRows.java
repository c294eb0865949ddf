package io.heirloom.gateway.intake;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.plan.OutdatedPlanException;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.study.BlueprintEntity;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rows of a study, as far as its gateway brought them about and no worker. */
public final class StudyRows {
  private final Study specification;
  private final StudyEntity study;
  private final BlueprintEntity blueprint;
  private final List<StageEntity> stages = new ArrayList<>();
  private final Map<String, StepEntity> steps = new LinkedHashMap<>();
  private final Map<String, List<ShardEntity>> shards = new LinkedHashMap<>();
  private final List<OutboxEntity> orders = new ArrayList<>();

  private StudyRows(StudyFact.Accepted accepted) {
    this.specification = accepted.specification();
    this.study =
        new StudyEntity(
            accepted.study(),
            specification,
            accepted.idempotencyKey(),
            accepted.request(),
            accepted.at());
    this.blueprint = new BlueprintEntity(accepted.study(), specification, accepted.measures());
  }

  /**
   * A study that was accepted just now.
   *
   * @param plan of the study, or of its first stage
   */
  static StudyRows of(StudyFact.Accepted accepted, Plan plan) {
    StudyRows rows = new StudyRows(accepted);
    rows.study.nextFact();
    rows.add(plan, accepted);
    return rows;
  }

  /**
   * A study from its history.
   *
   * @param further what came after its acceptance, in order
   * @throws OutdatedPlanException if it names steps that this version does not plan
   */
  public static StudyRows of(StudyFact.Accepted accepted, List<StudyFact> further) {
    Study asked = accepted.specification();
    StudyRows rows = of(accepted, Planner.next(asked, asked.grid(), 0));
    further.forEach(rows::add);
    return rows;
  }

  /** Entities, but no orders. */
  public List<Object> rows() {
    return Stream.of(
            List.of(study, blueprint),
            stages,
            steps.values(),
            shards.values().stream().flatMap(List::stream).toList())
        .<Object>flatMap(rows -> rows.stream())
        .toList();
  }

  /** The orders with which it begins. */
  List<OutboxEntity> orders() {
    return List.copyOf(orders);
  }

  private void add(StudyFact fact) {
    study.nextFact();
    if (fact instanceof StudyFact.Decided decided) {
      stages.get(study.decided()).decide(decided.choices());
      study.decide(0);
      add(
          Planner.next(
              specification, StageEntity.chosen(specification.grid(), stages), study.decided()),
          decided);
    } else if (fact instanceof StudyFact.Undecidable undecidable) {
      study.failToDecide(undecidable.at(), undecidable.reason());
    } else if (fact instanceof StudyFact.AskedAnew anew) {
      anew.steps().forEach(key -> renew(key, anew.round()));
      study.goOn();
    } else if (fact instanceof StudyFact.Cancelled cancelled) {
      study.cancel(cancelled.at());
      steps.forEach((key, step) -> step.cancel(cancelled.at(), shards.get(key)));
    }
  }

  private void renew(StepKey key, int round) {
    StepEntity step = steps.get(key.toString());
    if (step == null) {
      throw new OutdatedPlanException();
    }
    step.renew(round, shards.get(step.key()));
  }

  private void add(Plan plan, StudyFact because) {
    PlanRows planned =
        PlanRows.of(
            study.id(), specification, plan, blueprint.measures(), steps.keySet(), because.at());
    planned.steps().forEach(step -> steps.put(step.key(), step));
    shards.putAll(planned.shards().stream().collect(Collectors.groupingBy(ShardEntity::stepKey)));
    orders.addAll(planned.orders());
    study.await(planned.steps().size());
    blueprint.add(plan);
    if (study.decided() < study.stages()) {
      stages.add(new StageEntity(study.id(), study.decided(), plan.probes()));
    }
  }
}
