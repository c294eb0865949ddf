package io.heirloom.gateway.projection;

import io.heirloom.gateway.outbox.OutboxRelay;
import io.heirloom.gateway.plan.OutdatedPlanException;
import io.heirloom.gateway.retry.AskingAnew;
import io.heirloom.gateway.selection.Decisions;
import io.heirloom.gateway.study.Consequences;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepId;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.gateway.view.Happenings;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What is known of studies, from what workers report. Each report is taken note of in one
 * transaction, in which the study is locked, so that several gateways number happenings in the
 * order in which they can be read. Reports on studies and steps that are not here mean nothing.
 */
@Singleton
public final class Projection {
  private final Transactions transactions;
  private final Decisions decisions;
  private final OutboxRelay relay;

  Projection(Transactions transactions, Decisions decisions, OutboxRelay relay) {
    this.transactions = transactions;
    this.decisions = decisions;
    this.relay = relay;
  }

  /** Takes note of what happened to a step, and of what follows for other steps and the study. */
  Uni<Void> apply(StepEvent event) {
    return apply(event.study(), List.of(event));
  }

  /** Takes note of all that happened in one study, in one transaction. */
  public Uni<Void> apply(StudyId id, List<StepEvent> events) {
    return transactions
        .run(
            session ->
                Transactions.locked(session, id)
                    .onItem()
                    .ifNotNull()
                    .call(study -> apply(session, study, events)))
        .onItem()
        .ifNotNull()
        .invoke(study -> goOn(study, events))
        .replaceWithVoid();
  }

  private void goOn(StudyEntity study, List<StepEvent> events) {
    if (study.isToDecide()) {
      decisions.decideSoon(study.id());
    }
    if (events.stream().anyMatch(StepEvent.InputLost.class::isInstance)) {
      relay.relaySoon();
    }
  }

  private static Uni<Void> apply(
      Mutiny.Session session, StudyEntity study, List<StepEvent> events) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> apply(session, study, event).replaceWith(event))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Passes a measurement on to those who watch. */
  Uni<Void> apply(MetricPoint point) {
    return transactions.run(
        session ->
            Transactions.locked(session, point.study())
                .onItem()
                .ifNotNull()
                .transformToUni(
                    study ->
                        study.state().ended()
                            ? Uni.createFrom().voidItem()
                            : session.persist(Happenings.measured(study, point))));
  }

  private static Uni<Void> apply(Mutiny.Session session, StudyEntity study, StepEvent event) {
    return session
        .find(StepEntity.class, StepId.of(event.study(), event.key()))
        .onItem()
        .ifNotNull()
        .transformToUni(
            step ->
                event instanceof StepEvent.InputLost lost && step.isToBeginAnew(lost)
                    ? askForInput(session, study, step, lost)
                    : note(session, study, step, event));
  }

  /** Has what the step starts from made again, and then the step. */
  private static Uni<Void> askForInput(
      Mutiny.Session session, StudyEntity study, StepEntity step, StepEvent.InputLost lost) {
    Log.infof("study %s, '%s': %s", study.id(), step.title(), lost.reason());
    String input = step.parentKey().orElseThrow();
    return Materials.of(session, study)
        .chain(material -> AskingAnew.ask(session, material, Set.of(input), Transactions.now()))
        .replaceWithVoid()
        .onFailure(OutdatedPlanException.class)
        .recoverWithUni(outdated -> note(session, study, step, failed(lost, outdated)));
  }

  private static StepEvent failed(StepEvent.InputLost lost, Throwable because) {
    return new StepEvent.Failed(
        lost.study(),
        lost.key(),
        lost.round(),
        lost.worker(),
        lost.at(),
        lost.reason() + ". " + because.getMessage());
  }

  private static Uni<Void> note(
      Mutiny.Session session, StudyEntity study, StepEntity step, StepEvent event) {
    return shards(session, List.of(step))
        .chain(
            shards -> {
              List<ShardEntity> own = shards.get(step.key());
              StepState before = step.state();
              return step.apply(event, own)
                  ? changed(session, study, step, before, own)
                  : Uni.createFrom().voidItem();
            });
  }

  private static Uni<Void> changed(
      Mutiny.Session session,
      StudyEntity study,
      StepEntity step,
      StepState before,
      List<ShardEntity> shards) {
    study.stepChanged(before, step.state());
    Uni<Void> noted = session.persist(Happenings.changed(study, step, shards));
    return step.state().ended()
        ? noted
            .chain(() -> drawConsequences(session, study, step, before))
            .chain(() -> settle(session, study))
        : noted;
  }

  private static Uni<Void> drawConsequences(
      Mutiny.Session session, StudyEntity study, StepEntity step, StepState before) {
    if (!before.skipsFollowers() && !step.state().skipsFollowers()) {
      return Uni.createFrom().voidItem();
    }
    return Descendants.of(step, session)
        .chain(
            descendants ->
                shards(session, descendants)
                    .chain(
                        shards ->
                            session.persistAll(
                                Consequences.of(step, study, descendants, shards).stream()
                                    .map(
                                        changed ->
                                            Happenings.changed(
                                                study, changed, shards.get(changed.key())))
                                    .toArray())));
  }

  private static Uni<Void> settle(Mutiny.Session session, StudyEntity study) {
    return lastEnd(session, study)
        .chain(
            end ->
                study.settle(end)
                    ? session.persist(Happenings.stands(study))
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Instant> lastEnd(Mutiny.Session session, StudyEntity study) {
    return study.hasNoOpenSteps()
        ? session
            .createSelectionQuery(
                "select max(endedAt) from StepEntity where id.study = :study", Instant.class)
            .setParameter("study", study.id().value())
            .getSingleResult()
        : Uni.createFrom().nullItem();
  }

  /** The parts of some steps of one study, by step key, each list by index. */
  private static Uni<Map<String, List<ShardEntity>>> shards(
      Mutiny.Session session, List<StepEntity> steps) {
    if (steps.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return session
        .createSelectionQuery(
            "from ShardEntity where id.study = :study and id.key in :keys order by id.index",
            ShardEntity.class)
        .setParameter("study", steps.get(0).studyId())
        .setParameter("keys", steps.stream().map(StepEntity::key).toList())
        .getResultList()
        .map(shards -> shards.stream().collect(Collectors.groupingBy(ShardEntity::stepKey)));
  }
}
