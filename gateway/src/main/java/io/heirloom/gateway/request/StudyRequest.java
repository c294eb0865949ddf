package io.heirloom.gateway.request;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.study.Budget;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A study as it was asked for: every field in its range and every default filled in but those that
 * the property knows; models and data are still names. Where a study may vary a field, there is a
 * list of values without repetition.
 *
 * @param weak names of the models that teach, one or more
 * @param strong names of the models that are taught, one or more
 * @param training how both are trained: every combination that was asked for, one or more
 * @param alpha of WTS-Aux
 * @param selection stages in which settings are chosen; the dimensions of a stage are those that
 *     the study varies
 */
public record StudyRequest(
    String name,
    String property,
    SortedMap<String, String> settings,
    Data data,
    List<String> weak,
    List<String> strong,
    List<Study.Training> training,
    List<Strategy> strategies,
    List<WtsObjective> objectives,
    Lambda lambda,
    Alpha alpha,
    Label.Form labels,
    List<Long> seeds,
    List<Stage> selection,
    Study.Shards shards,
    Budget budget,
    Optional<Path> dataFolder) {

  /**
   * The data set, and how much of it is used.
   *
   * @param rows of the training part; an empty number: all
   * @param testRows empty: all
   */
  public record Data(String name, List<OptionalInt> rows, OptionalInt testRows, long splitSeed) {}

  /**
   * Weights of the regulariser; an empty list: the property's own default.
   *
   * @param together one weight for all three; where it is given, the other lists are empty
   */
  public record Lambda(
      List<Double> together, List<Double> weak, List<Double> wts, List<Double> ceiling) {}

  /**
   * Alpha of WTS-Aux.
   *
   * @param max after warm-up; empty: the property's own default
   * @param warmUp share of steps of the warm-up, one or more
   */
  public record Alpha(List<Double> max, List<Double> warmUp) {}
}
