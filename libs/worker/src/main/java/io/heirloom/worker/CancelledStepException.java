package io.heirloom.worker;

import io.heirloom.lineage.StepKey;

/** A step is given up half done, on request. Handlers let it pass. */
public final class CancelledStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CancelledStepException(StepKey key) {
    super("given up: step " + key);
  }
}
