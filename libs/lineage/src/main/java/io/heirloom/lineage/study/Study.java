package io.heirloom.lineage.study;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks for, checked, with every default filled in and every source pinned.
 *
 * @param name for people
 * @param property the trustworthiness property
 * @param grid the settings it is carried out with: every point of the grid is
 * @param selection stages in which settings are chosen before the rest is done; often none
 * @param strategies which of the three, without repetition, at least one
 * @param objectives which of the two, without repetition, at least one
 * @param labelForm of the weak labels
 * @param seeds one run of everything for each, without repetition, at least one
 * @param shards how labelling and evaluation are cut
 * @param notes what is done otherwise than was asked for, and why, for people
 * @param budget what the study may cost
 * @param dataFolder a mirror of the named data sets, if the user has one
 */
public record Study(
    String name,
    String property,
    Grid grid,
    List<Stage> selection,
    List<Strategy> strategies,
    List<WtsObjective> objectives,
    Label.Form labelForm,
    List<Long> seeds,
    Shards shards,
    List<String> notes,
    Budget budget,
    Optional<String> dataFolder) {

  public Study {
    selection = List.copyOf(selection);
    strategies = List.copyOf(strategies);
    objectives = List.copyOf(objectives);
    seeds = List.copyOf(seeds);
    notes = List.copyOf(notes);
  }

  /**
   * The task on so many rows.
   *
   * @param task the property and the data
   * @param parts the task in parts, each with models of its own; one or more
   */
  public record Data(TrustTask task, List<Part> parts) {

    public Data {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A part of a study's task.
   *
   * @param title for people; empty where there is one part only
   */
  public record Part(String title, TrustTask task) {}

  /** How the weak model is trained, and the strong model, from weak labels and as the ceiling. */
  public record Training(TrainingSettings weak, TrainingSettings strong) {}

  /**
   * Weights of the regulariser, each 0 or more.
   *
   * @param weak in training the weak model, where the strategy regularises it
   * @param wts in weak-to-strong training, where the strategy regularises it
   * @param ceiling in training the strong ceiling, whatever the strategy
   */
  public record Lambda(double weak, double wts, double ceiling) {}

  /**
   * Alpha of WTS-Aux.
   *
   * @param max after warm-up, 0 to 1
   * @param warmUpShare share of steps, 0 to 1, of the linear warm-up
   */
  public record Alpha(double max, double warmUpShare) {}

  /** Into how many parts labelling and evaluation of one model are cut, 1 or more each. */
  public record Shards(int labeling, int evaluation) {}
}
