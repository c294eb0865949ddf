package io.heirloom.trust.adversarial;

import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.attack.Attacked.Outcome;
import io.heirloom.trust.classification.ClassifiedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well a classifier stands adversarial texts: those of the data, and those that an attack of
 * our own made of clean texts against this very classifier. The attacked texts of a user's own set
 * are the only adversarial ones there, and count as both.
 */
final class AdversarialMetrics {
  private static final String ROBUST = "robust_accuracy";
  private static final String CLEAN = "accuracy";
  private static final String MICRO = "_micro";

  private static final Metric ATTACK_ACCURACY =
      new Metric("attack_accuracy", "Accuracy under own attack", Role.TRUST, Direction.HIGHER);
  private static final Metric ATTACK_SUCCESS_RATE =
      new Metric("attack_success_rate", "Success rate of own attack", Role.DETAIL, Direction.LOWER);
  private static final Metric ATTACK_QUERIES =
      new Metric(
          "attack_queries", "Queries of own attack on a text", Role.DETAIL, Direction.HIGHER);
  private static final Metric ATTACK_SHARE_CHANGED =
      new Metric(
          "attack_share_changed",
          "Share of words that own attack changed to fool",
          Role.DETAIL,
          Direction.HIGHER);

  private final TaskAccuracy robust = new TaskAccuracy();
  private final TaskAccuracy clean = new TaskAccuracy();
  private final TaskAccuracy attacked = new TaskAccuracy();
  private final Mean successes = new Mean();
  private final Mean queries = new Mean();
  private final Mean changed = new Mean();

  private AdversarialMetrics() {}

  /** All metrics, the most telling first within each role. */
  static List<Metric> all() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(new Metric(ROBUST, "Robust accuracy", Role.TRUST, Direction.HIGHER));
    metrics.add(ATTACK_ACCURACY);
    metrics.add(new Metric(CLEAN, "Accuracy", Role.TASK, Direction.HIGHER));
    metrics.add(detail(ROBUST + MICRO, "Robust accuracy over all texts"));
    metrics.add(detail(CLEAN + MICRO, "Accuracy over all texts"));
    for (Task task : Task.ofGlue()) {
      metrics.add(detail(of(ROBUST, task), "Robust accuracy, " + task.word()));
      metrics.add(detail(of(CLEAN, task), "Accuracy, " + task.word()));
    }
    metrics.addAll(List.of(ATTACK_SUCCESS_RATE, ATTACK_QUERIES, ATTACK_SHARE_CHANGED));
    metrics.add(ClassifiedRows.ROWS_CUT);
    return List.copyOf(metrics);
  }

  /** Those metrics that are defined on these rows. */
  static SortedMap<String, Double> of(ScoredRows scored) {
    ClassifiedRows rows = ClassifiedRows.of(scored);
    Optional<AttackColumns> attacks = AttackColumns.in(scored);
    AdversarialMetrics metrics = new AdversarialMetrics();
    for (int row = 0; row < rows.size(); row++) {
      JudgedText.Kind kind = JudgedText.Kind.ofGroup(rows.groups()[row]);
      TaskAccuracy accuracy = kind.adversarial() ? metrics.robust : metrics.clean;
      accuracy.add(kind.task(), rows.labels()[row] == rows.answers()[row]);
      if (attacks.isPresent()) {
        metrics.addAttack(kind.task(), attacks.get(), row);
      }
    }
    SortedMap<String, Double> values = metrics.values();
    values.put(ClassifiedRows.ROWS_CUT.name(), (double) rows.rowsCut());
    return values;
  }

  private void addAttack(Task task, AttackColumns attacks, int row) {
    Optional<Outcome> outcome = attacks.outcome(row);
    if (outcome.isEmpty()) {
      return;
    }
    boolean withstood = outcome.get() == Outcome.WITHSTOOD;
    boolean fooled = outcome.get() == Outcome.FOOLED;
    attacked.add(task, withstood);
    if (task == Task.OWN) {
      robust.add(task, withstood);
    }
    if (withstood || fooled) {
      successes.add(fooled ? 1 : 0);
      queries.add(attacks.queries()[row]);
    }
    if (fooled) {
      changed.add(attacks.changed()[row]);
    }
  }

  private SortedMap<String, Double> values() {
    SortedMap<String, Double> values = new TreeMap<>();
    put(values, ROBUST, robust);
    put(values, CLEAN, clean);
    put(values, ATTACK_ACCURACY.name(), attacked.macro());
    put(values, ATTACK_SUCCESS_RATE.name(), successes.value());
    put(values, ATTACK_QUERIES.name(), queries.value());
    put(values, ATTACK_SHARE_CHANGED.name(), changed.value());
    return values;
  }

  private static void put(SortedMap<String, Double> values, String name, TaskAccuracy accuracy) {
    put(values, name, accuracy.macro());
    put(values, name + MICRO, accuracy.micro());
    for (Task task : Task.ofGlue()) {
      put(values, of(name, task), accuracy.of(task));
    }
  }

  private static void put(SortedMap<String, Double> values, String name, OptionalDouble value) {
    value.ifPresent(defined -> values.put(name, defined));
  }

  private static String of(String name, Task task) {
    return name + "_" + task.word().replace('-', '_');
  }

  private static Metric detail(String name, String title) {
    return new Metric(name, title, Role.DETAIL, Direction.HIGHER);
  }

  private static final class Mean {
    private double sum;
    private int count;

    void add(double value) {
      sum += value;
      count++;
    }

    OptionalDouble value() {
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
  }
}
