package io.heirloom.worker.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ComputeSlot;
import io.heirloom.languagemodel.ComputeSlots;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HeldSlotsTest {
  private static final ComputeDevice FIRST = new ComputeDevice("cuda:0");
  private static final ComputeDevice SECOND = new ComputeDevice("cuda:1");
  private static final ComputeDevice THIRD = new ComputeDevice("cuda:2");

  @TempDir Path folder;
  private ComputeSlots slots;

  @BeforeEach
  void share() {
    slots = new ComputeSlots(folder);
  }

  @Test
  void eachDeviceIsHeldUntilAllAreGivenBack() {
    HeldSlots held = HeldSlots.of(slots, List.of(FIRST, SECOND), () -> false);
    for (ComputeDevice device : List.of(FIRST, SECOND)) {
      assertThatThrownBy(() -> slots.acquire(device, () -> true))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining(device.name());
    }

    held.close();

    HeldSlots.of(slots, List.of(FIRST, SECOND), () -> true).close();
  }

  @Test
  void whoGivesUpWaitingForOneHoldsNone() {
    try (ComputeSlot unused = slots.acquire(SECOND, () -> false)) {
      assertThatThrownBy(() -> HeldSlots.of(slots, List.of(FIRST, SECOND, THIRD), () -> true))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining(SECOND.name());

      slots.acquire(FIRST, () -> true).close();
      slots.acquire(THIRD, () -> true).close();
    }
  }

  @Test
  void inWhateverOrderDevicesAreNamedNobodyWaitsForEver() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> all =
          workers.invokeAll(
              List.of(
                  holding(holders, List.of(FIRST, SECOND, THIRD)),
                  holding(holders, List.of(THIRD, SECOND, FIRST)),
                  holding(holders, List.of(SECOND, THIRD, FIRST))));
      for (Future<Integer> most : all) {
        assertThat(most.get()).isEqualTo(1);
      }
    } finally {
      workers.shutdownNow();
    }
  }

  /** How many held the same devices at most, this one included, while it held them. */
  private Callable<Integer> holding(AtomicInteger holders, List<ComputeDevice> devices) {
    return () -> {
      int most = 0;
      for (int i = 0; i < 200; i++) {
        try (HeldSlots unused = HeldSlots.of(slots, devices, () -> false)) {
          most = Math.max(most, holders.incrementAndGet());
          holders.decrementAndGet();
        }
      }
      return most;
    };
  }
}
