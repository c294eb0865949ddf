package io.heirloom.chaos.trial;

import io.heirloom.chaos.fault.Fault;
import io.heirloom.chaos.fault.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process after the other, each only when it serves: what is down already cannot be harmed.
 *
 * @param count how many times
 * @param victims whose turn it is
 * @param shortest pause before each
 * @param longest pause before each
 * @param random chooses the pause between the two
 */
public record Successive(
    int count, Supplier<Victim> victims, Duration shortest, Duration longest, SplittableRandom random)
    implements Disturbance {

  /**
   * A process, and what is done to it.
   *
   * @param process its name
   */
  public record Victim(String process, FaultKind kind) {}

  @Override
  public void disturb(Course course, Consumer<Fault> faults) throws InterruptedException {
    Instant began = Instant.now();
    for (int i = 0; i < count; i++) {
      Victim victim = victims.get();
      long pause = random.nextLong(shortest.toMillis(), longest.toMillis() + 1);
      boolean runs = course.runsAfter(Duration.ofMillis(pause));
      course.awaitReady(victim.process());
      if (!runs) {
        return;
      }
      Duration at = Duration.between(began, Instant.now());
      faults.accept(new Fault(at, victim.kind(), victim.process(), random.nextLong()));
    }
  }
}
