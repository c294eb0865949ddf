package io.heirloom.gateway.plan;

import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import java.util.List;

/**
 * A setting that a stage chose.
 *
 * @param value the one chosen
 * @param candidates all that were tried, in the order of the study file
 * @param reason for people: one sentence
 */
public record Choice(Dimension dimension, double value, List<Candidate> candidates, String reason) {

  public Choice {
    candidates = List.copyOf(candidates);
  }

  /** A grid where some choices have been made. */
  public static Grid made(Grid grid, List<Choice> choices) {
    Grid chosen = grid;
    for (Choice choice : choices) {
      chosen = chosen.at(choice.dimension(), choice.value());
    }
    return chosen;
  }

  /**
   * A value that was tried.
   *
   * @param trust mean of the property's first metric of trust, on validation rows
   * @param task mean of its first metric of the task
   * @param models how many models these are means of
   */
  public record Candidate(double value, double trust, double task, int models) {}
}
