package io.heirloom.worker.tries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptTest {
  private static final Logger LOG = Logger.getLogger(AttemptTest.class);
  private static final StudyId STUDY = new StudyId("a-study");
  private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path scratch;
  private Attempt last;
  private int number;

  @AfterEach
  void close() {
    last.close();
  }

  @Test
  void whoDiedIsKnownToTheNextWithTheEndOfItsLog() {
    begin();
    LOG.warn("said by the first");
    begin();
    for (int line = 1; line <= 30; line++) {
      LOG.warnf("line %d of the second", line);
    }

    assertThatThrownBy(this::begin)
        .isInstanceOf(PoisonException.class)
        .hasMessageStartingWith(
            "it killed its worker 2 times without getting further, the last time w-2, which began"
                + " at 2026-01-01T00:00:02Z; the last that was logged then:\n")
        .hasMessageContainingAll("line 11 of", "line 30 of")
        .message()
        .doesNotContain("line 10 of", "first");
    assertThat(scratch).isDirectoryContaining("glob:**/tries-a-study.json");
  }

  @Test
  void whoGaveItsOrderBackOrGotFurtherDidNotDie() {
    for (int stop = 0; stop < 5; stop++) {
      begin();
      last.reached(1);
      last.giveBack();
    }
    for (int saved = 10; saved < 60; saved += 10) {
      begin();
      last.reached(saved);
      last.reached(saved + 20);
    }
    begin();
    last.reached(50);

    assertThatThrownBy(this::begin).isInstanceOf(PoisonException.class);
    assertThat(last.furthest()).isEqualTo(50);
  }

  @Test
  void whoDiesWhileItWaitsDidNotDieOfTheStep() {
    begin();
    begin();

    last.waiting(
        () -> {
          Attempt next = new Attempt(() -> scratch, STUDY, 2);
          next.begin("w-9", BEGAN);
          next.giveBack();
          return next;
        });

    assertThatThrownBy(this::begin).isInstanceOf(PoisonException.class);
  }

  @Test
  void anotherStudysTriesAreItsOwn() {
    begin();
    begin();

    Attempt other = new Attempt(() -> scratch, new StudyId("another"), 1);
    other.begin("w-9", BEGAN);
    other.close();
  }

  @Test
  void aDamagedLedgerIsNone() throws IOException {
    begin();
    begin();
    Files.writeString(scratch.resolve("tries-a-study.json"), "[{\"worker\":");

    assertThatCode(this::begin).doesNotThrowAnyException();
  }

  @Test
  void whereNothingCanBeKeptTheWorkGoesOn() {
    last =
        new Attempt(
            () -> {
              throw new UncheckedIOException(new NoSuchFileException("scratch"));
            },
            STUDY,
            1);
    last.begin("w-1", BEGAN);
    last.reached(3);
    last.giveBack();

    assertThat(last.furthest()).isEqualTo(3);
  }

  @Test
  void theLogIsBoundedAndKeepsItsEnd() throws IOException {
    begin();
    String line = "x".repeat(1000);
    for (int i = 0; i < 300; i++) {
      LOG.warn(line + i);
    }
    begin();

    assertThatThrownBy(this::begin)
        .isInstanceOfSatisfying(
            PoisonException.class, poison -> assertThat(poison.log()).doesNotContain("x299"));
    last.close();
    Attempt third = new Attempt(() -> scratch, STUDY, 9);
    third.begin("w-3", BEGAN.plusSeconds(3));
    for (int i = 0; i < 300; i++) {
      LOG.warn(line + i);
    }
    third.close();
    assertThat(bytesOf("log-a-study.0") + bytesOf("log-a-study.1")).isBetween(30L << 10, 80L << 10);
    assertThat(scratch).isDirectoryNotContaining("glob:**/log-a-study.2");
    assertThatThrownBy(this::begin)
        .isInstanceOfSatisfying(
            PoisonException.class,
            poison -> assertThat(poison.log()).contains("x299").doesNotContain("x200\n"));
  }

  private long bytesOf(String name) throws IOException {
    return Files.size(scratch.resolve(name));
  }

  /** Begins the next try, the one before having died: nothing more is heard of it. */
  private void begin() {
    if (last != null) {
      last.close();
    }
    number++;
    Attempt next = new Attempt(() -> scratch, STUDY, 2);
    next.begin("w-" + number, BEGAN.plusSeconds(number));
    last = next;
  }
}
