package io.heirloom.gateway.limit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Places that clients take for as long as something of theirs goes on. */
final class Places {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final int most;
  private final int mostPerClient;
  private final Refusal full;
  private final Refusal fullForClient;
  private final Map<Client, Integer> taken = new HashMap<>();
  private int all;

  /**
   * @param most for all clients together
   * @param mostPerClient for each
   * @param full if there is none left
   * @param fullForClient if a client has all that it may have
   */
  Places(int most, int mostPerClient, Refusal full, Refusal fullForClient) {
    this.most = most;
    this.mostPerClient = mostPerClient;
    this.full = full;
    this.fullForClient = fullForClient;
  }

  /**
   * Takes a place.
   *
   * @throws RefusedException if there is none
   */
  synchronized Place take(Client client) {
    if (all >= most) {
      throw full.toBeRepeatedAfter(PAUSE);
    }
    if (taken.getOrDefault(client, 0) >= mostPerClient) {
      throw fullForClient.toBeRepeatedAfter(PAUSE);
    }
    all++;
    taken.merge(client, 1, Integer::sum);
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        leave(client);
      }
    };
  }

  /** How many are taken. */
  synchronized int taken() {
    return all;
  }

  private synchronized void leave(Client client) {
    all--;
    taken.compute(client, (left, places) -> places == 1 ? null : places - 1);
  }
}
