package io.heirloom.gateway.outbox;

import io.heirloom.gateway.study.Transactions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;

/** How much waits in the outbox, for Prometheus: whether the broker takes what it is given. */
@Singleton
final class OutboxGauges {
  private final Transactions transactions;
  private volatile Waiting waiting = new Waiting(0, 0, null);

  OutboxGauges(Transactions transactions, MeterRegistry registry) {
    this.transactions = transactions;
    gauge(registry, "messages", "Messages that wait for the broker", Waiting::messages);
    gauge(registry, "bytes", "Bytes of those messages", Waiting::bytes);
    gauge(registry, "age.seconds", "How long the oldest of them has waited", Waiting::seconds);
  }

  @Scheduled(
      every = "${heirloom.gateway.outbox-interval}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  Uni<Void> look() {
    return transactions
        .run(
            session ->
                session
                    .createNativeQuery(
                        "SELECT count(*), coalesce(sum(octet_length(payload)), 0), min(written_at)"
                            + " FROM outbox",
                        Object[].class)
                    .getSingleResult())
        .invoke(
            row ->
                waiting =
                    new Waiting(
                        ((Number) row[0]).longValue(),
                        ((Number) row[1]).longValue(),
                        (Instant) row[2]))
        .replaceWithVoid()
        // The relay says it if the database is away.
        .onFailure()
        .recoverWithNull();
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Waiting> value) {
    Gauge.builder("heirloom.gateway.outbox." + name, this, own -> value.applyAsDouble(own.waiting))
        .description(description)
        .register(registry);
  }

  private record Waiting(long messages, long bytes, Instant oldest) {
    double seconds() {
      return oldest == null ? 0 : Duration.between(oldest, Instant.now()).toMillis() / 1e3;
    }
  }
}
