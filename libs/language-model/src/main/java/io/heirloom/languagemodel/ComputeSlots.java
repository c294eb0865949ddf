package io.heirloom.languagemodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One slot for each device, across all threads and processes that name the same folder: two
 * trainings at once on the same cores slow each other many times over. Between processes a slot is
 * a lock on a file, which the operating system lifts when its holder dies; the threads of a process
 * take turns before they ask for it, first come, first served.
 *
 * <p>A process has one such object: POSIX lifts a process's lock on a file as soon as the process
 * closes any of its descriptors of that file, so only the thread whose turn it is may open one.
 */
public final class ComputeSlots {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final Path lockFolder;
  private final Map<ComputeDevice, Semaphore> turns = new ConcurrentHashMap<>();

  /**
   * Uses a folder, made when it is first needed.
   *
   * @param lockFolder on a local file system, shared by all who share the devices
   */
  public ComputeSlots(Path lockFolder) {
    this.lockFolder = lockFolder;
  }

  /**
   * Waits, asleep, until the device's slot is free, and takes it.
   *
   * @param giveUp asked about ten times a second whether to stop waiting
   * @throws CancellationException if {@code giveUp} said so, or the thread was interrupted
   */
  public ComputeSlot acquire(ComputeDevice device, BooleanSupplier giveUp) {
    Semaphore turn = turns.computeIfAbsent(device, any -> new Semaphore(1, true));
    try {
      while (!turn.tryAcquire(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        requirePatience(device, giveUp);
      }
    } catch (InterruptedException e) {
      throw interrupted(device);
    }
    try {
      return new ComputeSlot(locked(device, giveUp), turn);
    } catch (RuntimeException e) {
      turn.release();
      throw e;
    }
  }

  private FileChannel locked(ComputeDevice device, BooleanSupplier giveUp) {
    Path file = lockFolder.resolve(device.name().replace(':', '-') + ".lock");
    FileChannel channel = open(file);
    try {
      while (channel.tryLock() == null) {
        requirePatience(device, giveUp);
        Thread.sleep(BETWEEN_TRIES.toMillis());
      }
      return channel;
    } catch (InterruptedException e) {
      close(channel);
      throw interrupted(device);
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException("cannot lock " + file, e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private static void requirePatience(ComputeDevice device, BooleanSupplier giveUp) {
    if (giveUp.getAsBoolean()) {
      throw new CancellationException("gave up waiting for " + device.name());
    }
  }

  private static CancellationException interrupted(ComputeDevice device) {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted while waiting for " + device.name());
  }

  private FileChannel open(Path file) {
    try {
      Files.createDirectories(lockFolder);
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back a compute slot", e);
    }
  }
}
