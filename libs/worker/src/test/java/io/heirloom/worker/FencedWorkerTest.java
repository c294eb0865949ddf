package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;

/**
 * A process whose name another has taken over; of no use afterwards, so in an application alone.
 */
@QuarkusTest
@TestProfile(FencedWorkerTest.Fenced.class)
@WithTestResource(
    value = BrokerAndDatabase.class,
    initArgs = @ResourceArg(name = "database", value = "false"))
class FencedWorkerTest {
  @Inject Broker broker;
  @Inject Outcomes outcomes;
  @Inject Worker worker;

  private final StudyId study = Orders.study();

  @Test
  void whoHasASuccessorOfTheSameNamePublishesNothingMore() {
    outcomes.publish(Outcome.of(event(study)));
    try (KafkaProducer<String, byte[]> successor =
        broker.producer(Map.of("transactional.id", "heirloom-worker-fenced"))) {
      successor.initTransactions();
      StudyId late = Orders.study();

      assertThatThrownBy(() -> outcomes.publish(Outcome.of(event(late))))
          .isInstanceOf(BrokenOutcomesException.class);

      assertThat(broker.eventsUntil(study, StepEvent.Cancelled.class)).hasSize(1);
      assertThat(broker.readAll(Topics.EVENTS))
          .noneMatch(record -> record.key().equals(late.value()));
    }
  }

  private StepEvent event(StudyId of) {
    return new StepEvent.Cancelled(
        of, Orders.trainWeak(of, Orders.seed()).key(), 1, worker.id(), worker.now());
  }

  /** A worker by this name. */
  public static final class Fenced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("heirloom.worker.id", "fenced");
    }
  }
}
