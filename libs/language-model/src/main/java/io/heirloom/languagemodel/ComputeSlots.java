package io.heirloom.languagemodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * One slot for each device, across all threads and processes that name the same folder: two
 * trainings at once on the same cores slow each other many times over. A slot is a lock on a file,
 * which the operating system lifts when its holder dies.
 */
public final class ComputeSlots {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  private final Path lockFolder;

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
    Path file = lockFolder.resolve(device.name().replace(':', '-') + ".lock");
    FileChannel channel = open(file);
    try {
      FileLock lock = tryLock(channel);
      while (lock == null) {
        if (giveUp.getAsBoolean()) {
          throw new CancellationException("gave up waiting for " + device.name());
        }
        Thread.sleep(BETWEEN_TRIES.toMillis());
        lock = tryLock(channel);
      }
      return new ComputeSlot(channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close(channel);
      throw new CancellationException("interrupted while waiting for " + device.name());
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException("cannot lock " + file, e);
    } catch (RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  private FileChannel open(Path file) {
    try {
      Files.createDirectories(lockFolder);
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open " + file, e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds it.
      return null;
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
