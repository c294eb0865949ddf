package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The logits of a batch and, in native memory until it is closed, the graph that made them. */
public final class ForwardPass implements AutoCloseable {
  private final NDManager manager;
  private final NDArray logits;

  ForwardPass(NDManager manager, NDArray logits) {
    this.manager = manager;
    this.logits = logits;
  }

  /** A copy of the logits: [rows][classes]. */
  public float[][] logits() {
    return Matrices.rows(logits);
  }

  NDArray graph() {
    return logits;
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    manager.close();
  }
}
