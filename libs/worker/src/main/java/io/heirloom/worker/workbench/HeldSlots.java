package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ComputeSlot;
import io.heirloom.languagemodel.ComputeSlots;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** The slots of several devices, until they are given back. */
final class HeldSlots implements AutoCloseable {
  private final Deque<ComputeSlot> held = new ArrayDeque<>();

  private HeldSlots() {}

  /**
   * Waits until each device's slot is free and takes all, or none. All workers take them in one
   * order, that of their names, so that no two of them wait for each other.
   *
   * @param devices different ones
   * @param giveUp as {@link ComputeSlots#acquire} has it, whose exceptions these are
   */
  static HeldSlots of(
      ComputeSlots slots, Collection<ComputeDevice> devices, BooleanSupplier giveUp) {
    HeldSlots all = new HeldSlots();
    try {
      devices.stream()
          .sorted(Comparator.comparing(ComputeDevice::name))
          .forEachOrdered(device -> all.held.push(slots.acquire(device, giveUp)));
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  @Override
  public void close() {
    ComputeSlot last = held.poll();
    if (last != null) {
      try {
        last.close();
      } finally {
        close();
      }
    }
  }
}
