package io.heirloom.chaos.trial;

import io.heirloom.chaos.fault.Fault;
import java.time.Duration;
import java.util.function.Consumer;

/** What is done to a study while it runs. */
@FunctionalInterface
public interface Disturbance {
  /** Leaves a study alone. */
  Disturbance NONE = (course, faults) -> {};

  /**
   * Hands over faults when they are due. Ends early once the study has ended.
   *
   * @param faults does them, at once and by itself
   */
  void disturb(Course course, Consumer<Fault> faults) throws InterruptedException;

  /** How a study goes. */
  interface Course {
    /**
     * Waits.
     *
     * @return whether the study still runs then
     */
    boolean runsAfter(Duration time) throws InterruptedException;

    /** Waits until a process serves. */
    void awaitReady(String process) throws InterruptedException;
  }
}
