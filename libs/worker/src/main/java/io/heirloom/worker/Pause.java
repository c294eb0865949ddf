package io.heirloom.worker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A time of doing nothing that can be cut short. */
final class Pause {
  private static final long MOST_NANOS_ASLEEP = Duration.ofMillis(100).toNanos();

  private Pause() {}

  /** Waits; not much longer than until {@code cutShort} says so. */
  static void of(Duration time, BooleanSupplier cutShort) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos();
        left > 0 && !cutShort.getAsBoolean();
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, MOST_NANOS_ASLEEP));
    }
  }
}
