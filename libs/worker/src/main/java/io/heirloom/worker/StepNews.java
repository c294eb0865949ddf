package io.heirloom.worker;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import java.time.Instant;

/**
 * What a worker has to tell of an order, now.
 *
 * @param order on whose behalf
 * @param worker who says so
 */
record StepNews(StepOrder order, Worker worker) {
  StepEvent started(int delivery) {
    return new StepEvent.Started(study(), key(), round(), by(), now(), order.shard(), delivery);
  }

  StepEvent progressed(long done, long total) {
    return new StepEvent.Progressed(
        study(), key(), round(), by(), now(), order.shard(), done, total);
  }

  StepEvent shardCompleted(double seconds) {
    return new StepEvent.ShardCompleted(
        study(), key(), round(), by(), now(), order.shard(), seconds);
  }

  StepEvent completed(StepResult result, double seconds) {
    return new StepEvent.Completed(study(), key(), round(), by(), now(), result, seconds);
  }

  StepEvent reused(StepResult result) {
    return new StepEvent.Reused(study(), key(), round(), by(), now(), result);
  }

  StepEvent.Failed failed(String reason) {
    return new StepEvent.Failed(study(), key(), round(), by(), now(), reason);
  }

  /** Of an order that has an input. */
  StepEvent inputLost(String damage) {
    return new StepEvent.InputLost(
        study(), key(), round(), by(), now(), order.input().orElseThrow(), damage);
  }

  StepEvent cancelled() {
    return new StepEvent.Cancelled(study(), key(), round(), by(), now());
  }

  private StudyId study() {
    return order.study();
  }

  private StepKey key() {
    return order.key();
  }

  private int round() {
    return order.round();
  }

  private String by() {
    return worker.id();
  }

  private Instant now() {
    return worker.now();
  }
}
