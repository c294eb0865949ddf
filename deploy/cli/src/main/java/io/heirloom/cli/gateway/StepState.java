package io.heirloom.cli.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a step stands. */
public enum StepState {
  @JsonProperty("waiting")
  WAITING,
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("reused")
  REUSED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("skipped")
  SKIPPED,
  @JsonProperty("cancelled")
  CANCELLED;

  /** Whether the step has a result. */
  public boolean done() {
    return this == COMPLETED || this == REUSED;
  }

  /** Whether nothing more happens to the step. */
  public boolean ended() {
    return this != WAITING && this != RUNNING;
  }
}
