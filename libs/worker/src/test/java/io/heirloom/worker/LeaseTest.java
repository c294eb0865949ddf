package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.TrainStrong;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Orders and time. By hand, a step of ten minutes under a lock of half a minute: {@code mvn -pl
 * libs/worker -am test -Dtest=LeaseTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dheirloom.test.long-step=10m -Dheirloom.worker.lock=30s}.
 */
@QuarkusTest
@WithTestResource(
    value = BrokerAndDatabase.class,
    initArgs = @ResourceArg(name = "database", value = "false"))
class LeaseTest {
  @Inject Broker broker;
  @Inject OrderLoops loops;

  @ConfigProperty(name = "heirloom.test.long-step")
  Duration longStep;

  private final StudyId study = Orders.study();
  private final List<OrderLoop<?>> started = new ArrayList<>();

  @AfterEach
  void stopLoops() throws InterruptedException {
    started.forEach(OrderLoop::stop);
    for (OrderLoop<?> loop : started) {
      loop.awaitStopped();
    }
  }

  @Test
  void aStepThatTakesLongerThanTheLockIsDeliveredOnceAndHoldsUpNoOther() {
    start(context -> Thread.sleep(longStep.toMillis()));
    broker.publish(Orders.trainStrong(study, Orders.seed()));
    broker.eventsUntil(study, StepEvent.Started.class);
    start(context -> {});
    for (int i = 0; i < 3; i++) {
      broker.publish(Orders.trainStrong(study, Orders.seed()));
    }

    List<StepEvent> events =
        broker.eventsUntil(study, longStep.plusSeconds(30), all -> count(all) == 4);

    assertThat(events.stream().filter(StepEvent.Started.class::isInstance))
        .hasSize(4)
        .allSatisfy(event -> assertThat(((StepEvent.Started) event).delivery()).isEqualTo(1));
    assertThat(events.get(events.size() - 1).key()).isEqualTo(events.get(0).key());
  }

  @Test
  void aWorkerThatIsStoppedGivesItsOrderBackAndAnotherDoesIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    OrderLoop<?> first =
        start(
            context -> {
              while (true) {
                running.countDown();
                context.throwIfCancelled();
                Thread.sleep(50);
              }
            });
    broker.publish(Orders.trainStrong(study, Orders.seed()));
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();

    first.stop();
    first.awaitStopped();
    assertThat(first.alive()).isFalse();
    start(context -> {});
    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);

    assertThat(events.stream().filter(StepEvent.Started.class::isInstance))
        .extracting(event -> ((StepEvent.Started) event).delivery())
        .containsExactly(1, 2);
  }

  private OrderLoop<?> start(ScriptedTrainer.Script script) {
    OrderLoop<?> loop = loops.loop(new StrongTrainer(script));
    started.add(loop);
    loop.start();
    return loop;
  }

  private static long count(List<StepEvent> events) {
    return events.stream().filter(StepEvent.Completed.class::isInstance).count();
  }

  private record StrongTrainer(ScriptedTrainer.Script script) implements StepHandler<TrainStrong> {
    @Override
    public Class<TrainStrong> handles() {
      return TrainStrong.class;
    }

    @Override
    public SortedMap<String, Double> perform(TrainStrong step, StepContext context)
        throws Exception {
      script.run(context);
      Files.writeString(context.output().resolve("model"), "seed " + step.seed());
      return new TreeMap<>();
    }
  }
}
