package io.heirloom.gateway.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Requests that came and were not answered yet, by number and size. */
final class UnderWay {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final int most;
  private final long mostBytes;
  private int requests;
  private long bytes;

  /**
   * @param most requests
   * @param mostBytes of all their bodies
   */
  UnderWay(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /**
   * Lets a request in.
   *
   * @param body in bytes, at most
   * @throws RefusedException if there is no room for it
   */
  synchronized Place enter(long body) {
    if (requests >= most) {
      throw Refusal.UNDER_WAY.toBeRepeatedAfter(PAUSE);
    }
    if (body > mostBytes - bytes) {
      throw Refusal.BODIES.toBeRepeatedAfter(PAUSE);
    }
    requests++;
    bytes += body;
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave(body);
      }
    };
  }

  synchronized int requests() {
    return requests;
  }

  synchronized long bytes() {
    return bytes;
  }

  private synchronized void leave(long body) {
    requests--;
    bytes -= body;
  }
}
