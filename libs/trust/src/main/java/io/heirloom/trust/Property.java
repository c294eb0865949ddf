package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.data.DataLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A trustworthiness property: how its data become training, held-out, validation and test rows, how
 * training is regularised towards it, and how it is measured. Thread-safe and without state.
 */
public interface Property {
  /** As a study names it, such as {@code fairness}. */
  String name();

  /** Lambda, the regulariser's weight, where a study gives none; above 0. */
  double defaultLambda();

  /** Alpha of WTS-Aux after warm-up where a study gives none, 0 to 1. */
  double defaultAlphaMax();

  /**
   * Checks what can be known without reading data: the property's settings.
   *
   * @throws InvalidInputException naming the setting at fault
   */
  void check(TrustTask task);

  /**
   * Checks a weight of the regulariser that a study gives.
   *
   * @param lambda finite, 0 or more; 0 is training without it
   * @throws InvalidInputException telling which weights have a meaning
   */
  default void checkLambda(double lambda) {}

  /** Why the property cannot be studied with a way to learn from weak labels; empty: it can. */
  default Optional<String> objection(WtsObjective objective) {
    return Optional.empty();
  }

  /**
   * The task in parts, each to have models of its own; what they answer is measured together.
   *
   * @param task with settings that were checked
   * @return one or more
   */
  default List<Study.Part> parts(TrustTask task) {
    return List.of(new Study.Part("", task));
  }

  /** What is measured, the most telling first within each role. */
  List<Metric> metrics();

  /** The most telling metric of a role: what verdicts are given and settings chosen by. */
  default Metric first(Metric.Role role) {
    return metrics().stream()
        .filter(metric -> metric.role() == role)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("property " + name() + " has no metric of " + role));
  }

  /**
   * Reads the data set of a task, or of one of its parts.
   *
   * @param mirror a folder that holds published sets, preferred to all other places; empty: none
   * @throws InvalidInputException if the data are missing, malformed or not those that were pinned
   */
  PropertyTask open(TrustTask task, DataLibrary data, Optional<Path> mirror);

  /**
   * All metrics of a model, by name. A metric that is undefined on these rows (no positives in a
   * group, say) is left out: values are finite.
   *
   * @param rows of one part, or of all parts
   */
  SortedMap<String, Double> measure(ScoredRows rows);
}
