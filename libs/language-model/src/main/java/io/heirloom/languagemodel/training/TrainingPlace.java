package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.ComputeDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a training is done. It has no say in the result, but for rounding on other devices.
 *
 * @param devices one or more; several share each batch
 * @param scratch gives a folder in which the training keeps its state, to be picked up after a
 *     crash by whoever begins the same training there again; asked anew for every use, since others
 *     may remove it; empty: it keeps none
 * @param saveInterval how often the state is saved; less often where that would cost more than a
 *     fiftieth of the time
 */
public record TrainingPlace(
    List<ComputeDevice> devices, Optional<Supplier<Path>> scratch, Duration saveInterval) {
  /** On the CPU, keeping no state. */
  public static final TrainingPlace CPU = on(ComputeDevice.CPU);

  public TrainingPlace {
    devices = List.copyOf(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("no device to train on");
    }
  }

  /** On one device, keeping no state. */
  public static TrainingPlace on(ComputeDevice device) {
    return new TrainingPlace(List.of(device), Optional.empty(), Duration.ofSeconds(30));
  }
}
