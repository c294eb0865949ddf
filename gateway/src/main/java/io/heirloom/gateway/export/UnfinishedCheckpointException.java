package io.heirloom.gateway.export;

import io.heirloom.gateway.study.StepEntity;

/** A step has made nothing so far; the message gives its state. */
public final class UnfinishedCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfinishedCheckpointException(StepEntity step) {
    super("Step " + step.key() + " has made nothing so far: it is " + step.state().title());
  }
}
