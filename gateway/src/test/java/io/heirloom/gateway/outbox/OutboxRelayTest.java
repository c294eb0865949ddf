package io.heirloom.gateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class OutboxRelayTest {
  private static final int MESSAGES = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject private Transactions transactions;

  @Test
  void whatACrashLeftBehindIsPublishedAndDeleted() {
    Set<String> studies = new HashSet<>();
    Object[] rows =
        IntStream.range(0, MESSAGES)
            .mapToObj(number -> "left-behind-" + number)
            .peek(studies::add)
            .map(study -> OutboxEntity.of(new CancelStudy(new StudyId(study), Instant.EPOCH)))
            .toArray();
    transactions.run(session -> session.persistAll(rows)).await().atMost(PATIENCE);

    try (Broker broker = new Broker()) {
      List<ConsumerRecord<String, byte[]>> published =
          broker.read(Topics.CONTROL, MESSAGES, record -> studies.contains(record.key()));
      assertThat(published).extracting(ConsumerRecord::key).containsAll(studies);
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(waiting(studies)).isZero());
  }

  @Test
  void whatIsNotCommittedIsNotPublished() {
    CancelStudy cancel = new CancelStudy(new StudyId("never-committed"), Instant.EPOCH);

    assertThat(
            transactions
                .run(
                    session ->
                        session
                            .persist(OutboxEntity.of(cancel))
                            .chain(session::flush)
                            .onItem()
                            .failWith(() -> new IllegalStateException("a crash")))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(PATIENCE))
        .isNull();

    assertThat(waiting(Set.of("never-committed"))).isZero();
  }

  @Test
  void aMessageThatCannotBePublishedWaitsAndHoldsUpNoOther() {
    transactions
        .run(
            session ->
                session
                    .createNativeQuery(
                        "INSERT INTO outbox (topic, message_key, type, subject, payload,"
                            + " written_at) VALUES ('heirloom.no-such-topic', 'key', 'type',"
                            + " 'stuck', 'x', now())")
                    .executeUpdate())
        .await()
        .atMost(PATIENCE);
    CancelStudy cancel = new CancelStudy(new StudyId("not-held-up"), Instant.EPOCH);
    transactions.run(session -> session.persist(OutboxEntity.of(cancel))).await().atMost(PATIENCE);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(waiting(Set.of("not-held-up"))).isZero());
    assertThat(waiting(Set.of("stuck"))).isOne();

    transactions
        .run(
            session ->
                session
                    .createMutationQuery("delete from OutboxEntity where subject = 'stuck'")
                    .executeUpdate())
        .await()
        .atMost(PATIENCE);
  }

  private long waiting(Set<String> studies) {
    return transactions
        .run(
            session ->
                session
                    .createSelectionQuery(
                        "select count(*) from OutboxEntity where subject in :studies", Long.class)
                    .setParameter("studies", studies)
                    .getSingleResult())
        .await()
        .atMost(PATIENCE);
  }
}
