package io.heirloom.gateway.outbox;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Does a task when asked, never twice at once. However often it is asked meanwhile, it does the
 * task once more: what came up since is done by that.
 */
final class OneAtATime {
  private final Supplier<Uni<Void>> task;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * @param task which does not fail
   */
  OneAtATime(Supplier<Uni<Void>> task) {
    this.task = task;
  }

  /** Sees to it that the task begins after this call, and does not wait for it. */
  void ask() {
    if (asked.getAndIncrement() == 0) {
      begin();
    }
  }

  private void begin() {
    int before = asked.get();
    task.get()
        .onTermination()
        .invoke(
            () -> {
              if (!asked.compareAndSet(before, 0)) {
                begin();
              }
            })
        .subscribe()
        .with(done -> {}, failure -> {});
  }
}
