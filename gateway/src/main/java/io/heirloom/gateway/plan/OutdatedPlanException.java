package io.heirloom.gateway.plan;

/** A study was planned by another version of the recipes, so that its steps cannot be ordered. */
public final class OutdatedPlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutdatedPlanException() {
    super(
        "The study was planned by an earlier version of Heirloom, which did some steps otherwise:"
            + " they cannot be asked for anew. Start the study again; what is the same is reused.");
  }
}
