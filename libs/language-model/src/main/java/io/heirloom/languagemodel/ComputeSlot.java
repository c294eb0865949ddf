package io.heirloom.languagemodel;

import java.nio.channels.FileChannel;
import java.util.concurrent.Semaphore;

/** The right to compute on a device, until it is closed. */
public final class ComputeSlot implements AutoCloseable {
  private final FileChannel lockedFile;
  private final Semaphore turn;

  ComputeSlot(FileChannel lockedFile, Semaphore turn) {
    this.lockedFile = lockedFile;
    this.turn = turn;
  }

  @Override
  public void close() {
    try {
      ComputeSlots.close(lockedFile);
    } finally {
      turn.release();
    }
  }
}
