package io.heirloom.languagemodel;

import java.nio.channels.FileChannel;

/** The right to compute on a device, until it is closed. */
public final class ComputeSlot implements AutoCloseable {
  private final FileChannel lockedFile;

  ComputeSlot(FileChannel lockedFile) {
    this.lockedFile = lockedFile;
  }

  @Override
  public void close() {
    ComputeSlots.close(lockedFile);
  }
}
