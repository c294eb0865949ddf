package io.heirloom.gateway.rebuild;

import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.Topics;
import io.heirloom.topics.WholeTopic;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/** Says so where the database is empty and Kafka is not, as after a loss of the database. */
@Singleton
final class RebuildHint {
  private final Map<String, Object> client;
  private final Transactions transactions;

  RebuildHint(
      @Identifier("default-kafka-broker") Map<String, Object> client, Transactions transactions) {
    this.client = client;
    this.transactions = transactions;
  }

  void afterStart(@Observes StartupEvent event) {
    transactions
        .run(
            session ->
                session
                    .createSelectionQuery("select count(*) from StudyEntity", Long.class)
                    .getSingleResult())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .subscribe()
        .with(
            this::compare,
            failure -> Log.warn("the studies in the database cannot be counted", failure));
  }

  private void compare(long studies) {
    if (studies > 0) {
      return;
    }
    try (WholeTopic facts = new WholeTopic(client, Topics.STUDIES)) {
      if (facts.records() > 0) {
        Log.warnf(
            "the database knows no study, but %s does: 'heirloom rebuild' puts them back",
            Topics.STUDIES);
      }
    }
  }
}
