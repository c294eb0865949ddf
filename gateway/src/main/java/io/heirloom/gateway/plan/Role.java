package io.heirloom.gateway.plan;

import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.study.WtsObjective;

/** The part a model plays in a study. */
public enum Role {
  /** Learns from ground truth and teaches. */
  WEAK("weak model"),
  /** The strong model taught by the weak model's labels alone. */
  WTS_NAIVE(WtsObjective.WTS_NAIVE.title()),
  /** The strong model taught by weak labels and its own confidence. */
  WTS_AUX(WtsObjective.WTS_AUX.title()),
  /** The strong model taught by ground truth: what could be reached. */
  CEILING("strong ceiling");

  private final String title;

  Role(String title) {
    this.title = title;
  }

  /** As the paper writes it. */
  public String title() {
    return title;
  }

  /** Whether it is taught by weak labels. */
  public boolean ofWts() {
    return this == WTS_NAIVE || this == WTS_AUX;
  }

  /** What the workers call it. */
  Evaluate.Model model() {
    return switch (this) {
      case WEAK -> Evaluate.Model.WEAK;
      case WTS_NAIVE, WTS_AUX -> Evaluate.Model.WEAK_TO_STRONG;
      case CEILING -> Evaluate.Model.CEILING;
    };
  }

  /** The part played by a strong model that learns from weak labels in this way. */
  public static Role of(WtsObjective objective) {
    return switch (objective) {
      case WTS_NAIVE -> WTS_NAIVE;
      case WTS_AUX -> WTS_AUX;
    };
  }
}
