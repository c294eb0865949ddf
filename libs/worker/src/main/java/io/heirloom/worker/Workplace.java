package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.step.StepOrder;
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
  int attempts() {
    return settings.attempts();
  }

  /** The context of a step that begins; as {@link RunningStep}'s constructor has it. */
  RunningStep running(
      StepOrder order, Shard shard, Path output, BooleanSupplier givenUp, WorkTime time) {
    Throttle throttle = new Throttle(settings.reportInterval(), System::nanoTime);
    return new RunningStep(order, shard, output, store, reports, worker, givenUp, throttle, time);
  }
}
