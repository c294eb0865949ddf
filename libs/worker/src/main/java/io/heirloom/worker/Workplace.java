package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.worker.tries.Attempt;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What all work of a process shares.
 *
 * @param deliveryLimit how often the broker delivers an order before it silently drops it
 */
record Workplace(
    Worker worker,
    WorkerSettings settings,
    int deliveryLimit,
    ArtifactStore store,
    Cancellations cancellations,
    Reports reports,
    Outcomes outcomes,
    Gauges gauges) {
  /** A try at an order, not begun. */
  Attempt attempt(StepOrder order) {
    return new Attempt(() -> store.scratch(order.productKey()), order.study(), settings.deaths());
  }

  /** The context of a step that begins; as {@link RunningStep}'s constructor has it. */
  RunningStep running(
      StepOrder order,
      Shard shard,
      Path output,
      Attempt attempt,
      BooleanSupplier givenUp,
      WorkTime time) {
    Throttle throttle = new Throttle(settings.reportInterval(), System::nanoTime);
    return new RunningStep(
        order, shard, output, store, reports, worker, attempt, givenUp, throttle, time);
  }
}
