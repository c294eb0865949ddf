package io.heirloom.gateway.request;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * A study as it was asked for: every field in its range and every default filled in but those that
 * the property knows; models and data are still names.
 *
 * @param alphaMax alpha of WTS-Aux after warm-up; empty: the property's own default
 */
public record StudyRequest(
    String name,
    String property,
    SortedMap<String, String> settings,
    Data data,
    Model weak,
    Model strong,
    List<Strategy> strategies,
    List<WtsObjective> objectives,
    Lambda lambda,
    OptionalDouble alphaMax,
    double alphaWarmUp,
    Label.Form labels,
    List<Long> seeds,
    Study.Shards shards,
    Optional<Path> dataFolder) {

  /** The data set, and how much of it is used; empty: all. */
  public record Data(String name, OptionalInt rows, OptionalInt testRows, long splitSeed) {}

  /** Weights of the regulariser; empty: the property's own default. */
  public record Lambda(OptionalDouble weak, OptionalDouble wts, OptionalDouble ceiling) {}

  /** A model by name, and how it is trained. */
  public record Model(String name, TrainingSettings training) {}
}
