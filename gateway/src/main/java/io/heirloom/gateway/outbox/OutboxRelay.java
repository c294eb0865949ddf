package io.heirloom.gateway.outbox;

import io.heirloom.gateway.study.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Publishes what was written to the outbox, and deletes it once the broker has it. Several gateways
 * share the work, as each takes rows that no other holds. A crash between publishing and deleting
 * publishes twice, which orders and cancellations bear.
 */
@Singleton
public final class OutboxRelay {
  private static final int BATCH = 100;

  private final Transactions transactions;
  private final OutboxPublisher publisher;

  OutboxRelay(Transactions transactions, OutboxPublisher publisher) {
    this.transactions = transactions;
    this.publisher = publisher;
  }

  /** Publishes what waits now, without making the caller wait. */
  public void relaySoon() {
    relay().subscribe().with(done -> {}, OutboxRelay::complain);
  }

  /** Publishes whatever a crash or an absent broker left behind. */
  @Scheduled(
      every = "${heirloom.gateway.outbox-interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  Uni<Void> relayLeftBehind() {
    return relay().onFailure().invoke(OutboxRelay::complain).onFailure().recoverWithNull();
  }

  private Uni<Void> relay() {
    return transactions
        .run(session -> waiting(session).chain(rows -> publish(session, rows)))
        .chain(published -> published == BATCH ? relay() : Uni.createFrom().voidItem());
  }

  private static Uni<List<OutboxEntity>> waiting(Mutiny.Session session) {
    return session
        .createNativeQuery(
            "SELECT * FROM outbox ORDER BY id LIMIT " + BATCH + " FOR UPDATE SKIP LOCKED",
            OutboxEntity.class)
        .getResultList();
  }

  /** How many were published and deleted; the others stay for the next time. */
  private Uni<Integer> publish(Mutiny.Session session, List<OutboxEntity> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    List<Uni<Long>> sent = rows.stream().map(this::published).toList();
    return Uni.join()
        .all(sent)
        .andCollectFailures()
        .map(ids -> ids.stream().filter(Objects::nonNull).toList())
        .chain(ids -> delete(session, ids));
  }

  private Uni<Long> published(OutboxEntity row) {
    return publisher
        .publish(row)
        .replaceWith(row.id())
        .onFailure()
        .invoke(failure -> Log.warnf("message %d for %s waits: %s", row.id(), row.topic(), failure))
        .onFailure()
        .recoverWithNull();
  }

  private static Uni<Integer> delete(Mutiny.Session session, List<Long> ids) {
    return session
        .createMutationQuery("delete from OutboxEntity where id in :ids")
        .setParameter("ids", ids)
        .executeUpdate();
  }

  private static void complain(Throwable failure) {
    Log.warn("the outbox cannot be emptied; it is tried again", failure);
  }
}
