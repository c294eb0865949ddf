package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Memory for the largest tensor of a pass, kept from one pass to the next. The C library keeps no
 * free block of 64 MB or more for any thread but the process' first, whatever it is told; and each
 * page of a new one is a page fault.
 */
final class Workspace {
  private final NDManager owner;
  private NDArray numbers;

  /** Takes no memory yet. */
  Workspace(NDManager owner) {
    this.owner = owner;
  }

  /**
   * Room for one pass at a time.
   *
   * @param count 1 or more
   * @return as many float32 numbers or more, of any value
   */
  NDArray atLeast(long count) {
    if (numbers == null || numbers.size() < count) {
      if (numbers != null) {
        numbers.close();
      }
      numbers = owner.create(new Shape(count), DataType.FLOAT32);
    }
    return numbers;
  }
}
