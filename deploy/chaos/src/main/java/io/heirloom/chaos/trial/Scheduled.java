package io.heirloom.chaos.trial;

import io.heirloom.chaos.fault.Fault;
import io.heirloom.chaos.fault.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Faults at the times that a schedule names, whatever is still going on from the one before. */
public record Scheduled(Schedule schedule) implements Disturbance {
  @Override
  public void disturb(Course course, Consumer<Fault> faults) throws InterruptedException {
    Instant began = Instant.now();
    for (Fault fault : schedule.faults()) {
      Duration left = Duration.between(Instant.now(), began.plus(fault.at()));
      if (!course.runsAfter(left)) {
        return;
      }
      faults.accept(fault);
    }
  }
}
