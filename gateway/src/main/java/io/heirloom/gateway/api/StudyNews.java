package io.heirloom.gateway.api;

import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.gateway.study.StudyState;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.StudyId;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells those who follow studies that something happened, by one look at the database for all of
 * them. It is the database that is asked, since any gateway may have taken note of it.
 */
@Singleton
final class StudyNews {
  private final Transactions transactions;
  private final Duration interval;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  StudyNews(Transactions transactions, GatewayConfiguration configuration) {
    this.transactions = transactions;
    this.interval = configuration.watchInterval();
  }

  /** Ends when something happened in a study after a number, or the study has ended or is gone. */
  Uni<Void> after(StudyId study, long number) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Waiting own = new Waiting(study.value(), number, emitter);
              waiting.add(own);
              emitter.onTermination(() -> waiting.remove(own));
              lookSoon();
            });
  }

  private void lookSoon() {
    if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
      var unused =
          Infrastructure.getDefaultWorkerPool()
              .schedule(this::look, interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    List<Waiting> asked = List.copyOf(waiting);
    marks(asked.stream().map(Waiting::study).collect(Collectors.toSet()))
        .onTermination()
        .invoke(
            () -> {
              looking.set(false);
              lookSoon();
            })
        .subscribe()
        .with(
            marks -> asked.forEach(one -> one.tell(marks.get(one.study()))),
            failure -> Log.warnf("studies that are followed cannot be looked at: %s", failure));
  }

  private Uni<Map<String, Mark>> marks(Collection<String> studies) {
    return transactions.run(
        session ->
            session
                .createSelectionQuery(
                    "select id, lastHappening, state from StudyEntity where id in :studies",
                    Object[].class)
                .setParameter("studies", studies)
                .getResultList()
                .map(
                    rows ->
                        rows.stream()
                            .map(
                                row ->
                                    new Mark((String) row[0], (Long) row[1], (StudyState) row[2]))
                            .collect(Collectors.toMap(Mark::study, Function.identity()))));
  }

  /** How far a study has come. */
  private record Mark(String study, long lastHappening, StudyState state) {}

  /** Somebody who knows all that happened in a study up to a number. */
  private record Waiting(String study, long number, UniEmitter<? super Void> emitter) {
    void tell(Mark mark) {
      if (mark == null || mark.state().ended() || mark.lastHappening() > number) {
        emitter.complete(null);
      }
    }
  }
}
