package io.heirloom.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** Holds each client to a rate of requests. */
final class RequestRates {
  /** Of some hundred bytes each. Who is forgotten by this begins anew with a full burst. */
  private static final int MOST_CLIENTS = 10_000;

  private final LoadingCache<Client, Bucket> buckets;

  /**
   * @param perSecond in the long run, 1 or more
   * @param burst at once after a silence, 1 or more
   */
  RequestRates(int perSecond, int burst) {
    Bandwidth allowed =
        Bandwidth.builder().capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)).build();
    Duration untilFull = Duration.ofSeconds(1 + burst / perSecond);
    buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterAccess(untilFull)
            .build(client -> bucket(allowed));
  }

  // By the monotonic clock: one that is set back would refuse everything until it has caught up.
  private static Bucket bucket(Bandwidth allowed) {
    return Bucket.builder().addLimit(allowed).withNanosecondPrecision().build();
  }

  /**
   * Counts a request.
   *
   * @throws RefusedException if it is one too many
   */
  void count(Client client) {
    ConsumptionProbe probe = buckets.get(client).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Refusal.RATE.toBeRepeatedAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }
}
