package io.heirloom.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComputeSlotsTest {
  @TempDir Path folder;

  @Test
  void givesADevicesSlotToOneThreadAfterTheOther() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ComputeSlots slots = new ComputeSlots(folder);
    Runnable work =
        () -> {
          for (int i = 0; i < 5; i++) {
            try (ComputeSlot slot = slots.acquire(ComputeDevice.CPU, () -> false)) {
              assertThat(slot).isNotNull();
              most.accumulateAndGet(holders.incrementAndGet(), Math::max);
              holders.decrementAndGet();
            }
          }
        };
    CompletableFuture.allOf(CompletableFuture.runAsync(work), CompletableFuture.runAsync(work))
        .get(60, TimeUnit.SECONDS);
    assertThat(most).hasValue(1);
  }

  @Test
  void holdsOtherProcessesOff() throws Exception {
    ComputeSlots slots = new ComputeSlots(folder);
    try (ComputeSlot slot = slots.acquire(ComputeDevice.CPU, () -> false)) {
      assertThat(slot).isNotNull();
      assertThat(lockFromAnotherProcess()).isNotZero();
    }
    assertThat(lockFromAnotherProcess()).isZero();
  }

  @Test
  void stopsWaitingWhenTold() {
    ComputeSlots slots = new ComputeSlots(folder);
    try (ComputeSlot slot = slots.acquire(ComputeDevice.CPU, () -> false)) {
      assertThat(slot).isNotNull();
      AtomicInteger asked = new AtomicInteger();
      assertThatThrownBy(() -> slots.acquire(ComputeDevice.CPU, () -> asked.incrementAndGet() == 3))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void goesOnHoldingOtherProcessesOffWhenAThreadStopsWaiting() throws Exception {
    ComputeSlots slots = new ComputeSlots(folder);
    try (ComputeSlot slot = slots.acquire(ComputeDevice.CPU, () -> false)) {
      assertThat(slot).isNotNull();
      assertThatThrownBy(() -> slots.acquire(ComputeDevice.CPU, () -> true))
          .isInstanceOf(CancellationException.class);
      assertThat(lockFromAnotherProcess()).isNotZero();
    }
  }

  @Test
  void givesSlotsOfDifferentDevicesAtOnce() {
    ComputeSlots slots = new ComputeSlots(folder);
    try (ComputeSlot cpu = slots.acquire(ComputeDevice.CPU, () -> false);
        ComputeSlot gpu = slots.acquire(new ComputeDevice("cuda:0"), () -> true)) {
      assertThat(cpu).isNotSameAs(gpu);
    }
  }

  @Test
  void namesOnlyDevicesThatCanBe() {
    assertThatThrownBy(() -> new ComputeDevice("../cpu"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cuda:0");
  }

  /** Tries the lock in a JVM of its own; 0 if it got it. */
  private int lockFromAnotherProcess() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockAttempt.class.getName(),
            folder.toString())
        .inheritIO()
        .start()
        .waitFor();
  }

  /** A program that takes a slot if it is free, and else ends with 1. */
  static final class LockAttempt {
    private LockAttempt() {}

    public static void main(String[] arguments) {
      try (ComputeSlot slot =
          new ComputeSlots(Path.of(arguments[0])).acquire(ComputeDevice.CPU, () -> true)) {
        assertThat(slot).isNotNull();
      } catch (CancellationException e) {
        System.exit(1);
      }
    }
  }
}
