package io.heirloom.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets things of each kind pass once in a while. Not for several threads. */
final class Throttle {
  private final long interval;
  private final LongSupplier nanoTime;
  private final Map<String, Long> passed = new HashMap<>();

  /**
   * @param interval the least time between two of one kind
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  Throttle(Duration interval, LongSupplier nanoTime) {
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Whether one of this kind may pass now; if so, it has. */
  boolean permits(String kind) {
    long now = nanoTime.getAsLong();
    Long last = passed.get(kind);
    if (last != null && now - last < interval) {
      return false;
    }
    passed.put(kind, now);
    return true;
  }
}
