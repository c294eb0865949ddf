package io.heirloom.gateway.outbox;

import io.heirloom.gateway.study.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
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
  /** The most messages on their way to the broker at once. */
  static final int BATCH = 100;

  /** What a batch may hold of memory, unless a single message is larger. */
  private static final long MOST_BYTES = 16L << 20;

  private final Transactions transactions;
  private final OutboxPublisher publisher;
  private final OneAtATime relaying = new OneAtATime(this::relay);

  OutboxRelay(Transactions transactions, OutboxPublisher publisher) {
    this.transactions = transactions;
    this.publisher = publisher;
  }

  /** Publishes what waits now, without making the caller wait. */
  public void relaySoon() {
    relaying.ask();
  }

  /** Publishes whatever a crash or an absent broker left behind. */
  @Scheduled(
      every = "${heirloom.gateway.outbox-interval}",
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void relayLeftBehind() {
    relaying.ask();
  }

  private Uni<Void> relay() {
    return transactions
        .run(session -> waiting(session).chain(batch -> publish(session, batch)))
        .chain(more -> more ? relay() : Uni.createFrom().voidItem())
        .onFailure()
        .invoke(OutboxRelay::complain)
        .onFailure()
        .recoverWithNull();
  }

  private static Uni<Batch> waiting(Mutiny.Session session) {
    return session
        .createNativeQuery(
            "SELECT id, octet_length(payload) FROM outbox ORDER BY id LIMIT "
                + BATCH
                + " FOR UPDATE SKIP LOCKED",
            Object[].class)
        .getResultList()
        .map(OutboxRelay::batch);
  }

  private static Batch batch(List<Object[]> waiting) {
    List<Long> ids = new ArrayList<>();
    long bytes = 0;
    for (Object[] row : waiting) {
      bytes += ((Number) row[1]).longValue();
      if (bytes > MOST_BYTES && !ids.isEmpty()) {
        return new Batch(ids, true);
      }
      ids.add(((Number) row[0]).longValue());
    }
    return new Batch(ids, waiting.size() == BATCH);
  }

  /**
   * Whether to go on: the broker takes messages, and more wait. The others stay for the next time.
   */
  private Uni<Boolean> publish(Mutiny.Session session, Batch batch) {
    if (batch.ids().isEmpty()) {
      return Uni.createFrom().item(false);
    }
    return session
        .createSelectionQuery("from OutboxEntity where id in :ids order by id", OutboxEntity.class)
        .setParameter("ids", batch.ids())
        .getResultList()
        .chain(
            rows ->
                Uni.join().all(rows.stream().map(this::published).toList()).andCollectFailures())
        .map(ids -> ids.stream().filter(Objects::nonNull).toList())
        .chain(ids -> delete(session, ids))
        .map(published -> published > 0 && batch.more());
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

  /**
   * The messages to publish at once.
   *
   * @param more whether others wait
   */
  private record Batch(List<Long> ids, boolean more) {}
}
