package io.heirloom.gateway.limit;

import dev.failsafe.Bulkhead;
import dev.failsafe.BulkheadFullException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets work of one kind pass, a little at once; the rest waits its turn for a while, holding no
 * thread.
 */
final class Lane {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final FailsafeExecutor<Object> turns;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger passing = new AtomicInteger();

  /**
   * @param atOnce how much passes at a time, 1 or more
   * @param longestWait after which work is refused
   */
  Lane(int atOnce, Duration longestWait) {
    turns =
        Failsafe.with(Bulkhead.builder(atOnce).withMaxWaitTime(longestWait).build())
            .with(Infrastructure.getDefaultWorkerPool());
  }

  /**
   * Does work when its turn comes.
   *
   * @return what it gives; fails with {@link RefusedException} if its turn does not come
   */
  <T> Uni<T> pass(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .completionStage(() -> turns.getStageAsync(() -> begin(work)))
        .onFailure(BulkheadFullException.class)
        .transform(full -> Refusal.WAITED.toBeRepeatedAfter(PAUSE))
        .onSubscription()
        .invoke(asked::incrementAndGet)
        .onTermination()
        .invoke(asked::decrementAndGet);
  }

  /** How much waits for its turn. */
  int waiting() {
    return Math.max(0, asked.get() - passing.get());
  }

  /** How much has its turn now. */
  int passing() {
    return passing.get();
  }

  private <T> CompletableFuture<T> begin(Supplier<Uni<T>> work) {
    passing.incrementAndGet();
    return Uni.createFrom()
        .deferred(work::get)
        .onTermination()
        .invoke(passing::decrementAndGet)
        .subscribeAsCompletionStage();
  }
}
