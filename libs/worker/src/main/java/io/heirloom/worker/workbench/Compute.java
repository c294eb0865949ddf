package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.lineage.InvalidInputException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * With what a worker computes.
 *
 * @param devices {@code cpu} alone, or one or more {@code cuda:N}, each once. A training spreads
 *     its batches over all of them; whatever else is computed, is on the first
 * @param saveInterval after how much training its state is saved, 1 s or more; a worker that dies
 *     costs that much work at most
 */
record Compute(List<ComputeDevice> devices, Duration saveInterval) {
  private static final Duration SHORTEST_SAVE_INTERVAL = Duration.ofSeconds(1);

  Compute {
    devices = List.copyOf(devices);
    boolean twice = new HashSet<>(devices).size() < devices.size();
    boolean mixed = devices.size() > 1 && devices.contains(ComputeDevice.CPU);
    if (devices.isEmpty() || twice || mixed) {
      throw new InvalidInputException(
          "heirloom.compute.devices",
          String.join(",", devices.stream().map(ComputeDevice::name).toList()),
          "cpu alone, or one or more of cuda:0 and so on, each once");
    }
    if (saveInterval.compareTo(SHORTEST_SAVE_INTERVAL) < 0) {
      throw new InvalidInputException("heirloom.compute.save-interval", saveInterval, "1s or more");
    }
  }

  static Compute of(ComputeConfiguration configuration) {
    return new Compute(
        configuration.devices().stream().map(ComputeDevice::new).toList(),
        configuration.saveInterval());
  }

  ComputeDevice first() {
    return devices.get(0);
  }
}
