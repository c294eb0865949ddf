package io.heirloom.cli.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Held by the one supervisor of a state folder as long as it lives. The kernel takes it back even
 * from a supervisor that was killed, so that it tells a running one from a stale record.
 */
final class SupervisorLock implements AutoCloseable {
  private static final int TRIES = 20;
  private static final long PAUSE_MILLIS = 100;

  private final FileChannel channel;

  private SupervisorLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; empty if another supervisor holds it. */
  static Optional<SupervisorLock> take(Path file) throws InterruptedException {
    // Somebody who looks whether it is held holds it for a moment.
    for (int i = 0; i < TRIES; i++) {
      Optional<SupervisorLock> lock = attempt(file, false);
      if (lock.isPresent()) {
        return lock;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return Optional.empty();
  }

  /** Whether a supervisor holds the lock. */
  static boolean held(Path file) {
    if (!Files.exists(file)) {
      return false;
    }
    Optional<SupervisorLock> shared = attempt(file, true);
    shared.ifPresent(SupervisorLock::close);
    return shared.isEmpty();
  }

  private static Optional<SupervisorLock> attempt(Path file, boolean shared) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = attempt(channel, shared);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new SupervisorLock(channel));
    } catch (IOException e) {
      throw new UncheckedIOException("the lock " + file + " cannot be used", e);
    }
  }

  private static FileLock attempt(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
