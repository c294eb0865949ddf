package io.heirloom.gateway.projection;

import io.heirloom.gateway.selection.Decisions;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepId;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.gateway.view.Happenings;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What is known of studies, from what workers report. Each report is taken note of in one
 * transaction, in which the study is locked, so that several gateways number happenings in the
 * order in which they can be read. Reports on studies and steps that are not here mean nothing.
 */
@Singleton
final class Projection {
  private final Transactions transactions;
  private final Decisions decisions;

  Projection(Transactions transactions, Decisions decisions) {
    this.transactions = transactions;
    this.decisions = decisions;
  }

  /** Takes note of what happened to a step, and of what follows for other steps and the study. */
  Uni<Void> apply(StepEvent event) {
    return transactions
        .run(
            session ->
                Transactions.locked(session, event.study())
                    .onItem()
                    .ifNotNull()
                    .call(study -> apply(session, study, event)))
        .invoke(this::decideWhereDue)
        .replaceWithVoid();
  }

  private void decideWhereDue(StudyEntity study) {
    if (study != null && study.isToDecide()) {
      decisions.decideSoon(study.id());
    }
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

  private Uni<Void> apply(Mutiny.Session session, StudyEntity study, StepEvent event) {
    StepId id = StepId.of(event.study(), event.key());
    return session
        .find(StepEntity.class, id)
        .onItem()
        .ifNotNull()
        .transformToUni(
            step ->
                shards(session, List.of(step))
                    .chain(
                        shards -> {
                          List<ShardEntity> own = shards.get(step.key());
                          return step.apply(event, own)
                              ? changed(session, study, step, own)
                              : Uni.createFrom().voidItem();
                        }));
  }

  private static Uni<Void> changed(
      Mutiny.Session session, StudyEntity study, StepEntity step, List<ShardEntity> shards) {
    Uni<Void> noted = session.persist(Happenings.changed(study, step, shards));
    return step.state().ended()
        ? noted
            .chain(() -> endDescendants(session, study, step))
            .chain(() -> end(session, study, step))
        : noted;
  }

  /** Nothing can start from the result of a step that has none. */
  private static Uni<Void> endDescendants(
      Mutiny.Session session, StudyEntity study, StepEntity step) {
    if (step.result().isPresent()) {
      return Uni.createFrom().voidItem();
    }
    return Descendants.of(step, session)
        .chain(
            descendants ->
                shards(session, descendants)
                    .chain(shards -> end(session, study, step, descendants, shards)));
  }

  private static Uni<Void> end(
      Mutiny.Session session,
      StudyEntity study,
      StepEntity step,
      List<StepEntity> descendants,
      Map<String, List<ShardEntity>> shards) {
    boolean failed = step.state() == StepState.FAILED;
    StepState end = failed ? StepState.SKIPPED : step.state();
    String because = failed ? "'" + step.title() + "' failed" : null;
    Instant at = step.endedAt().orElseThrow();
    List<Object> news = new ArrayList<>();
    for (StepEntity descendant : descendants) {
      List<ShardEntity> own = shards.get(descendant.key());
      if (descendant.end(end, at, because, own)) {
        news.add(Happenings.changed(study, descendant, own));
        study.stepEnded(end, at);
      }
    }
    return session.persistAll(news.toArray());
  }

  private static Uni<Void> end(Mutiny.Session session, StudyEntity study, StepEntity last) {
    return study.stepEnded(last.state(), last.endedAt().orElseThrow())
        ? session.persist(Happenings.ended(study))
        : Uni.createFrom().voidItem();
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
