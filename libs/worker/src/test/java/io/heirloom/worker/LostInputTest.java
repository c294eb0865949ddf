package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Artifacts that are damaged or gone when a step wants them. */
@QuarkusTest
@WithTestResource(
    value = BrokerAndDatabase.class,
    initArgs = @ResourceArg(name = "database", value = "false"))
@Timeout(90)
class LostInputTest {
  @Inject Broker broker;
  @Inject OrderLoops loops;
  @Inject ArtifactStore store;
  @Inject RowLabeler labeler;

  private final StudyId study = Orders.study();
  private final long seed = Orders.seed();
  private final StepKey maker = new StepKey(Digest.of("made for " + seed));
  private OrderLoop<?> loop;

  @AfterEach
  void stop() throws InterruptedException {
    if (loop != null) {
      loop.stop();
      loop.awaitStopped();
    }
  }

  @Test
  void aDamagedInputIsWithdrawnAndToldAndTheNextRoundGoesThrough() throws Exception {
    Reference input = made();
    damage(store.fetch(input));
    start(context -> assertThat(context.input().resolve("model")).isNotEmptyFile());

    broker.publish(Orders.trainStrong(study, seed, 1, Optional.of(input)));

    StepEvent.InputLost lost = lost();
    assertThat(lost.input()).isEqualTo(input);
    assertThat(lost.reason()).contains("content/model", input.digest().hex());
    assertThat(store.find(maker)).isEmpty();
    assertThat(deadLettersOf(lost.key())).isZero();

    assertThat(made()).isEqualTo(input);
    broker.publish(Orders.trainStrong(study, seed, 2, Optional.of(input)));
    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);
    assertThat(events.get(events.size() - 1).round()).isEqualTo(2);
  }

  @Test
  void anInputThatIsDamagedInTheMiddleOfTheStepIsFoundBehindTheFailure() throws Exception {
    Reference input = made();
    start(
        context -> {
          damage(context.input());
          throw new InvalidInputException("model", "weights", "such as can be read");
        });

    broker.publish(Orders.trainStrong(study, seed, 1, Optional.of(input)));

    assertThat(lost().input()).isEqualTo(input);
    assertThat(store.find(maker)).isEmpty();
  }

  @Test
  void whoFailsWithAnIntactInputFails() throws Exception {
    Reference input = made();
    start(
        context -> {
          throw new InvalidInputException("model", "weights", "such as can be read");
        });

    broker.publish(Orders.trainStrong(study, seed, 1, Optional.of(input)));

    broker.eventsUntil(study, StepEvent.Failed.class);
    assertThat(store.find(maker)).isPresent();
  }

  @Test
  void aDamagedOrVanishedShardIsMadeAgainByWhoMerges() throws Exception {
    List<StepOrder> shards = Orders.label(study, Orders.checkpoint("lost shards"), 3);
    for (int done = 0; done < 2; done++) {
      int enough = done + 1;
      broker.publish(shards.get(done));
      broker.eventsUntil(
          study,
          all -> all.stream().filter(StepEvent.ShardCompleted.class::isInstance).count() == enough);
    }
    damage(store.fetch(shard(shards, 0).reference()), "rows");
    Path vanished = store.fetch(shard(shards, 1).reference());
    Files.delete(vanished.resolve("rows"));

    broker.publish(shards.get(2));

    List<StepEvent> events = broker.eventsUntil(study, StepEvent.Completed.class);
    StepResult whole = ((StepEvent.Completed) events.get(events.size() - 1)).result();
    assertThat(Files.readString(store.fetch(whole.reference()).resolve("rows")))
        .isEqualTo("0 1 2 3 4 5 6 7 8 9 ");
    assertThat(labeler.merges(shards.get(0).key().toString())).isEqualTo(1);
    assertThat(broker.ordersOf(study, Topics.EVALUATION)).hasSize(1);
    await()
        .untilAsserted(
            () ->
                assertThat(labeler.scratchesFor(shards.get(0).key().toString()))
                    .hasSize(4)
                    .allSatisfy(scratch -> assertThat(scratch).doesNotExist()));
  }

  private StepResult shard(List<StepOrder> orders, int index) {
    Shard shard = new Shard(index, orders.size());
    return store.find(orders.get(0).key().ofShard(shard)).orElseThrow();
  }

  private Reference made() throws IOException {
    Path staged = store.stage();
    Files.writeString(staged.resolve("model"), "weights " + seed);
    return store.publish(maker, ArtifactKind.CHECKPOINT, staged, new TreeMap<>()).reference();
  }

  private static void damage(Path artifact) throws IOException {
    damage(artifact, "model");
  }

  private static void damage(Path artifact, String file) throws IOException {
    byte[] bytes = Files.readAllBytes(artifact.resolve(file));
    bytes[0] ^= 1;
    Files.write(artifact.resolve(file), bytes);
  }

  private StepEvent.InputLost lost() {
    List<StepEvent> events = broker.eventsUntil(study, StepEvent.InputLost.class);
    return (StepEvent.InputLost) events.get(events.size() - 1);
  }

  private long deadLettersOf(StepKey key) {
    return broker.readAll(Topics.DEAD_LETTERS).stream()
        .filter(letter -> key.toString().equals(letter.key()))
        .count();
  }

  private void start(ScriptedTrainer.Script script) {
    loop = loops.loop(new StrongTrainer(script));
    loop.start();
  }
}
