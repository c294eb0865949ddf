package io.heirloom.gateway.intake;

import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.outbox.OutboxRelay;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.study.BlueprintEntity;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.StudyState;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.gateway.view.Happenings;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.lineage.study.Study;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/** The studies that were accepted. */
@Singleton
public final class Studies {
  private final Transactions transactions;
  private final OutboxRelay relay;
  private final SecureRandom random = new SecureRandom();

  Studies(Transactions transactions, OutboxRelay relay) {
    this.transactions = transactions;
    this.relay = relay;
  }

  /**
   * Writes a study down together with its first orders, which leave once that is committed.
   *
   * @param plan of the study, or of its first stage
   */
  public Uni<StudyId> accept(PinnedStudy pinned, Plan plan, Submission submission) {
    StudyId id = StudyId.random(random);
    return transactions
        .run(
            session ->
                session.persistAll(rows(id, pinned, plan, submission).toArray()).replaceWith(id))
        .invoke(relay::relaySoon);
  }

  /**
   * The study that an earlier request with this idempotency key asked for.
   *
   * @throws RepeatedKeyException if that request asked for something else
   */
  public Uni<Optional<StudyId>> accepted(Submission submission) {
    if (submission.idempotencyKey().isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    String key = submission.idempotencyKey().get();
    return transactions
        .run(
            session ->
                session
                    .createSelectionQuery(
                        "from StudyEntity where idempotencyKey = :key", StudyEntity.class)
                    .setParameter("key", key)
                    .getSingleResultOrNull())
        .map(
            found -> {
              if (found != null && !found.askedForBy(submission.digest())) {
                throw new RepeatedKeyException(key, found.id());
              }
              return Optional.ofNullable(found).map(StudyEntity::id);
            });
  }

  /**
   * Gives a study up: steps that have not ended are cancelled, and workers are told. One that has
   * ended stays as it is.
   *
   * @return whether there is such a study
   */
  public Uni<Boolean> cancel(StudyId id) {
    Instant now = now();
    return transactions
        .run(
            session ->
                Transactions.locked(session, id)
                    .chain(
                        study -> {
                          if (study == null || !study.end(StudyState.CANCELLED, now, null)) {
                            return Uni.createFrom().item(study);
                          }
                          return cancelSteps(session, id, now)
                              .chain(() -> session.persistAll(cancellation(study, now)))
                              .replaceWith(study);
                        }))
        .invoke(relay::relaySoon)
        .map(study -> study != null);
  }

  private static Uni<Integer> cancelSteps(Mutiny.Session session, StudyId id, Instant now) {
    return session
        .createMutationQuery(
            "update StepEntity set state = :cancelled, endedAt = :now"
                + " where id.study = :study and state in :open")
        .setParameter("cancelled", StepState.CANCELLED)
        .setParameter("now", now)
        .setParameter("study", id.value())
        .setParameter("open", StepState.CANCELLED.reachableFrom())
        .executeUpdate()
        .chain(
            () ->
                session
                    .createMutationQuery(
                        "update ShardEntity set state = :cancelled"
                            + " where id.study = :study and state in :open")
                    .setParameter("cancelled", StepState.CANCELLED)
                    .setParameter("study", id.value())
                    .setParameter("open", StepState.CANCELLED.reachableFrom())
                    .executeUpdate());
  }

  private static Object[] cancellation(StudyEntity study, Instant now) {
    return new Object[] {
      Happenings.ended(study), OutboxEntity.of(new CancelStudy(study.id(), now))
    };
  }

  private static List<Object> rows(
      StudyId id, PinnedStudy pinned, Plan plan, Submission submission) {
    Instant now = now();
    Study study = pinned.study();
    StudyEntity entity =
        new StudyEntity(id, study, submission.idempotencyKey(), submission.digest(), now);
    BlueprintEntity blueprint = new BlueprintEntity(id, study, pinned.measures());
    PlanRows planned = PlanRows.of(id, study, plan, pinned.measures(), Set.of(), now);
    blueprint.add(plan);
    entity.await(planned.steps());
    List<Object> rows = new ArrayList<>(List.of(entity, blueprint));
    if (!study.selection().isEmpty()) {
      rows.add(new StageEntity(id, 0, plan.probes()));
    }
    rows.addAll(planned.rows());
    return rows;
  }

  // What PostgreSQL keeps.
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }
}
