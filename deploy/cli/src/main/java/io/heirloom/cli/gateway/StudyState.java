package io.heirloom.cli.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a study stands. */
public enum StudyState {
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("completed")
  COMPLETED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED
}
