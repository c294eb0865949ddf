package io.heirloom.gateway.intake;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.outbox.OutboxRelay;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.gateway.view.Happenings;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.CancelStudy;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    StudyFact.Accepted accepted =
        new StudyFact.Accepted(
            StudyId.random(random),
            1,
            Transactions.now(),
            StepKey.RECIPE,
            pinned.study(),
            pinned.measures(),
            submission.idempotencyKey(),
            submission.digest());
    return transactions
        .run(session -> session.persistAll(rows(accepted, plan)).replaceWith(accepted.study()))
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
    Instant now = Transactions.now();
    return transactions
        .run(
            session ->
                Transactions.locked(session, id)
                    .chain(
                        study -> {
                          if (study == null || !study.cancel(now)) {
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
        .setParameter("open", StepState.OPEN)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createMutationQuery(
                        "update ShardEntity set state = :cancelled"
                            + " where id.study = :study and state in :open")
                    .setParameter("cancelled", StepState.CANCELLED)
                    .setParameter("study", id.value())
                    .setParameter("open", StepState.OPEN)
                    .executeUpdate());
  }

  private static Object[] cancellation(StudyEntity study, Instant now) {
    return new Object[] {
      Happenings.stands(study),
      OutboxEntity.of(new CancelStudy(study.id(), now)),
      OutboxEntity.of(new StudyFact.Cancelled(study.id(), study.nextFact(), now))
    };
  }

  private static Object[] rows(StudyFact.Accepted accepted, Plan plan) {
    StudyRows study = StudyRows.of(accepted, plan);
    // Whoever sees an order is to find the study in Kafka, too.
    return Stream.of(study.rows(), List.of(OutboxEntity.of(accepted)), study.orders())
        .flatMap(List::stream)
        .toArray();
  }
}
