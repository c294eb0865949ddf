package io.heirloom.lineage.study;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks for, checked, with every default filled in and every source pinned.
 *
 * @param name for people
 * @param task the property and the data
 * @param parts the task in parts, each with models of its own; one or more
 * @param weak the weak model and how it is trained
 * @param strong the strong model and how it is trained, from weak labels and as the ceiling
 * @param strategies which of the three, without repetition, at least one
 * @param objectives which of the two, without repetition, at least one
 * @param lambda the regulariser's weight wherever a strategy uses it
 * @param alpha of WTS-Aux
 * @param labelForm of the weak labels
 * @param seeds one run of everything for each, without repetition, at least one
 * @param shards how labelling and evaluation are cut
 * @param notes what is done otherwise than was asked for, and why, for people
 * @param dataFolder a mirror of the named data sets, if the user has one
 */
public record Study(
    String name,
    TrustTask task,
    List<Part> parts,
    Model weak,
    Model strong,
    List<Strategy> strategies,
    List<WtsObjective> objectives,
    Lambda lambda,
    Alpha alpha,
    Label.Form labelForm,
    List<Long> seeds,
    Shards shards,
    List<String> notes,
    Optional<String> dataFolder) {
  public Study {
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
    strategies = List.copyOf(strategies);
    objectives = List.copyOf(objectives);
    seeds = List.copyOf(seeds);
  }

  /**
   * A part of a study's task.
   *
   * @param title for people; empty where there is one part only
   */
  public record Part(String title, TrustTask task) {}

  /** A model and how it is trained. */
  public record Model(ModelSource source, TrainingSettings training) {}

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
