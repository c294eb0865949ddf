package io.heirloom.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.InvalidInputException;

/** The one thing asked of readers of files that anybody may have written. */
public final class ReadOrRefused {
  /** For paths, streams and messages. */
  private static final long HEAP_AT_LEAST = 1 << 20;

  private static final long HEAP_PER_BYTE = 16;

  private ReadOrRefused() {}

  /**
   * Fails unless a file is read, or refused by name, at a cost that its size bounds.
   *
   * @param what the case, to find it again
   * @param named what a refusal has to contain: the file's path
   * @param bytes size of the file
   * @return whether it was read
   */
  public static boolean check(String what, String named, long bytes, Runnable reading) {
    Throwable[] thrown = new Throwable[1];
    long allowed = HEAP_AT_LEAST + HEAP_PER_BYTE * bytes;
    long buffers = AllocatedMemory.buffers();
    long heap = AllocatedMemory.heapOf(() -> thrown[0] = thrownBy(reading));
    if (heap > allowed) {
      // Classes are loaded on first use, and count too.
      heap = AllocatedMemory.heapOf(() -> thrown[0] = thrownBy(reading));
    }
    assertThat(heap).as("heap of %s", what).isLessThanOrEqualTo(allowed);
    assertThat(AllocatedMemory.buffers() - buffers)
        .as("buffers of %s", what)
        .isLessThanOrEqualTo(2 * bytes);
    if (thrown[0] != null) {
      assertThat(thrown[0])
          .as(what)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(named);
    }
    return thrown[0] == null;
  }

  // Errors too: a stack that overflows is what a hostile file is after.
  private static Throwable thrownBy(Runnable reading) {
    try {
      reading.run();
      return null;
    } catch (Throwable e) {
      return e;
    }
  }
}
