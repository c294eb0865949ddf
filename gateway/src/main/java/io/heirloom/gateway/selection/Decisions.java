package io.heirloom.gateway.selection;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.intake.PlanRows;
import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.outbox.OutboxRelay;
import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.study.BlueprintEntity;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.gateway.study.StageId;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.gateway.view.Happenings;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Study;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Decides stages of studies whose steps have all been done, and plans what follows. A stage is
 * decided in one transaction, in which the study is locked, so that several gateways decide it
 * once; a crash before its end leaves it to be decided later.
 */
@Singleton
public final class Decisions {
  private final Transactions transactions;
  private final Materials materials;
  private final OutboxRelay relay;
  private final Chooser chooser;

  Decisions(Transactions transactions, Materials materials, OutboxRelay relay, Chooser chooser) {
    this.transactions = transactions;
    this.materials = materials;
    this.relay = relay;
    this.chooser = chooser;
  }

  /** Decides the stage of a study that is due, without making the caller wait. */
  public void decideSoon(StudyId study) {
    decide(study).subscribe().with(done -> {}, failure -> complain(study, failure));
  }

  /** Decides whatever a crash or an absent store left behind. */
  @Scheduled(
      every = "${heirloom.gateway.decision-interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  Uni<Void> decideLeftBehind() {
    return transactions
        .run(
            session ->
                session
                    .createSelectionQuery(
                        "select id from StudyEntity where state = RUNNING and openSteps = 0"
                            + " and decided < stages",
                        String.class)
                    .getResultList())
        .invoke(due -> due.forEach(study -> decideSoon(new StudyId(study))))
        .onFailure()
        .invoke(failure -> Log.warn("stages to be decided cannot be looked for", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private Uni<Void> decide(StudyId id) {
    return materials
        .of(id)
        .map(material -> material.filter(found -> found.study().isToDecide()))
        .chain(
            due ->
                due.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : decision(due.get())
                        .chain(decision -> write(due.get(), decision))
                        .invoke(relay::relaySoon));
  }

  /** Reads artifacts, so not on an event loop. */
  private Uni<Decision> decision(Material due) {
    return Uni.createFrom()
        .item(() -> decided(due))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private Decision decided(Material due) {
    Study study = due.blueprint().study();
    int number = due.study().decided();
    Map<String, StepEntity> steps =
        due.steps().stream().collect(Collectors.toMap(StepEntity::key, Function.identity()));
    try {
      List<Choice> choices =
          chooser.choose(
              study.property(),
              study.selection().get(number),
              due.stages().get(number).probes(),
              steps);
      return new Decision(choices, Optional.of(next(due, choices)), null);
    } catch (UndecidableException e) {
      return new Decision(List.of(), Optional.empty(), e.getMessage());
    }
  }

  private static Plan next(Material due, List<Choice> choices) {
    Study study = due.blueprint().study();
    Grid grid = Choice.made(due.grid(), choices);
    return Planner.next(study, grid, due.study().decided() + 1);
  }

  private Uni<Void> write(Material due, Decision decision) {
    Instant now = Transactions.now();
    int number = due.study().decided();
    return transactions.run(
        session ->
            Transactions.locked(session, due.study().id())
                .chain(
                    study -> {
                      if (study == null || !study.isToDecide() || study.decided() != number) {
                        return Uni.createFrom().voidItem();
                      }
                      return decision.plan().isEmpty()
                          ? fail(session, study, decision.reason(), now)
                          : write(session, study, due, decision, now);
                    }));
  }

  private static Uni<Void> fail(
      Mutiny.Session session, StudyEntity study, String reason, Instant now) {
    study.failToDecide(now, reason);
    return session.persistAll(
        Happenings.stands(study),
        OutboxEntity.of(new StudyFact.Undecidable(study.id(), study.nextFact(), now, reason)));
  }

  private static Uni<Void> write(
      Mutiny.Session session, StudyEntity study, Material due, Decision decision, Instant now) {
    Plan plan = decision.plan().orElseThrow();
    Set<String> known = due.steps().stream().map(StepEntity::key).collect(Collectors.toSet());
    PlanRows planned =
        PlanRows.of(
            study.id(), due.blueprint().study(), plan, due.blueprint().measures(), known, now);
    List<Object> news = new ArrayList<>();
    news.add(
        OutboxEntity.of(
            new StudyFact.Decided(study.id(), study.nextFact(), now, decision.choices())));
    news.addAll(planned.rows());
    StageId stage = new StageId(study.id().value(), study.decided());
    study.decide(planned.steps().size());
    if (study.decided() < study.stages()) {
      news.add(new StageEntity(study.id(), study.decided(), plan.probes()));
    }
    news.add(Happenings.decided(study, decision.choices()));
    // Where all that follows is there already, the study ended when its last step did.
    if (study.settle(lastEnd(due))) {
      news.add(Happenings.stands(study));
    }
    return session
        .persistAll(news.toArray())
        .chain(() -> session.find(StageEntity.class, stage))
        .invoke(found -> found.decide(decision.choices()))
        .chain(() -> session.find(BlueprintEntity.class, study.id().value()))
        .invoke(blueprint -> blueprint.add(plan))
        .replaceWithVoid();
  }

  private static Instant lastEnd(Material due) {
    return due.steps().stream()
        .map(step -> step.endedAt().orElseThrow())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void complain(StudyId study, Throwable failure) {
    Log.warnf(failure, "a stage of study %s cannot be decided for now; it is tried again", study);
  }

  /**
   * What was decided.
   *
   * @param plan of what follows; empty if nothing could be decided
   * @param reason why not
   */
  private record Decision(List<Choice> choices, Optional<Plan> plan, String reason) {}
}
