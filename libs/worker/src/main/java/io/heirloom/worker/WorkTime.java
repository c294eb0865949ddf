package io.heirloom.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How long work takes, without what it waits for. Begins at once; confined to one thread. */
final class WorkTime {
  private long began = System.nanoTime();

  /** Does something whose time does not count. */
  <T> T without(Supplier<T> something) {
    long from = System.nanoTime();
    try {
      return something.get();
    } finally {
      began += System.nanoTime() - from;
    }
  }

  /** Since it began. */
  double seconds() {
    return (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
