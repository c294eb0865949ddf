package io.heirloom.gateway.view;

import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.gateway.study.Transactions;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Forgets what was measured in studies that ended long ago: most of what happens in a study. */
@Singleton
final class OldMeasurements {
  private final Transactions transactions;
  private final Duration kept;

  OldMeasurements(Transactions transactions, GatewayConfiguration configuration) {
    this.transactions = transactions;
    this.kept = configuration.happeningsKept();
  }

  @Scheduled(
      every = "1h",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  Uni<Void> forget() {
    return transactions
        .run(
            session ->
                session
                    .createMutationQuery(
                        "delete from HappeningEntity where kind = METRIC and id.study in"
                            + " (select id from StudyEntity where endedAt < :before)")
                    .setParameter("before", Instant.now().minus(kept))
                    .executeUpdate())
        .onFailure()
        .invoke(failure -> Log.warn("old measurements stay for now", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }
}
