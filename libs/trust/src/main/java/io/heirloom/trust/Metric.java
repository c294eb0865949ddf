package io.heirloom.trust;

import java.util.Objects;

/**
 * One number a property measures on a model's answers.
 *
 * @param name its key in results and reports, in snake case
 * @param title as people read it
 * @param role what it stands for in a study
 * @param better which way is better
 */
public record Metric(String name, String title, Role role, Direction better) {
  public Metric {
    Objects.requireNonNull(name);
    Objects.requireNonNull(title);
    Objects.requireNonNull(role);
    Objects.requireNonNull(better);
  }

  /** What a metric stands for in a study. */
  public enum Role {
    /** How trustworthy the model is: what a trend is judged by. */
    TRUST,
    /** How well the model does its task. */
    TASK,
    /** What the others are made of. */
    DETAIL
  }

  /** Which way is better. */
  public enum Direction {
    HIGHER,
    LOWER
  }
}
