package io.heirloom.chaos.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.chaos.evidence.EventTape.Loss;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventTapeTest {
  private static final StudyId STUDY = new StudyId("0123456789abcdef");
  private static final StepKey KEY = new StepKey(Digest.of("step"));
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void workIsRepeatedFromWhereTheNextTryWentOn() {
    EventTape tape =
        new EventTape(
            List.of(
                started("a", 0, 1),
                progressed("a", 2, 10),
                progressed("a", 4, 20),
                progressed("a", 6, 30),
                started("b", 12, 2),
                progressed("b", 13, 21)));

    assertThat(tape.lossOf("a", second(7)))
        .contains(new Loss(KEY, Duration.ofSeconds(5), Duration.ofSeconds(3)));
  }

  @Test
  void withoutASavedStateAllIsRepeatedThatWasToldOf() {
    EventTape tape =
        new EventTape(
            List.of(
                started("a", 0, 1),
                progressed("a", 2, 10),
                progressed("a", 4, 20),
                started("b", 12, 2),
                progressed("b", 13, 1)));

    assertThat(tape.lossOf("a", second(5)).orElseThrow().repeated())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whoHadEndedOrHadNothingLostNothing() {
    EventTape tape = new EventTape(List.of(started("a", 0, 1), completed("a", 4)));

    assertThat(tape.lossOf("a", second(5))).isEmpty();
    assertThat(tape.lossOf("b", second(2))).isEmpty();
  }

  private static Instant second(long second) {
    return BEGAN.plusSeconds(second);
  }

  private static StepEvent started(String worker, long second, int delivery) {
    return new StepEvent.Started(STUDY, KEY, 1, worker, second(second), Shard.WHOLE, delivery);
  }

  private static StepEvent progressed(String worker, long second, long done) {
    return new StepEvent.Progressed(STUDY, KEY, 1, worker, second(second), Shard.WHOLE, done, 100);
  }

  private static StepEvent completed(String worker, long second) {
    Reference reference = new Reference(ArtifactKind.EVALUATION, Digest.of("result"), "file:/x");
    return new StepEvent.Completed(
        STUDY, KEY, 1, worker, second(second), new StepResult(reference, new TreeMap<>()), 1);
  }
}
