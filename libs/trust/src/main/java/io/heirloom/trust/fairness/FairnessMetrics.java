package io.heirloom.trust.fairness;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.classification.ClassifiedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Group fairness of a classifier of two classes between two groups. */
final class FairnessMetrics {
  private static final Metric ACCURACY =
      new Metric("accuracy", "Accuracy", Role.TASK, Direction.HIGHER);
  private static final Metric DEMOGRAPHIC_PARITY_DIFFERENCE =
      new Metric(
          "demographic_parity_difference",
          "Demographic parity difference",
          Role.TRUST,
          Direction.LOWER);
  private static final Metric EQUALIZED_ODDS_TPR =
      new Metric(
          "equalized_odds_tpr", "Equalized odds (true positive rate)", Role.TRUST, Direction.LOWER);
  private static final Metric EQUALIZED_ODDS =
      new Metric("equalized_odds", "Equalized odds difference", Role.DETAIL, Direction.LOWER);

  /** By the protected attribute. */
  private static final List<String> GROUPS = List.of("male", "female");

  private static final List<Rate> RATES =
      List.of(
          new Rate("accuracy", "Accuracy", Direction.HIGHER, Outcomes::accuracy),
          new Rate("selection_rate", "Selection rate", Direction.HIGHER, Outcomes::selectionRate),
          new Rate(
              "true_positive_rate",
              "True positive rate",
              Direction.HIGHER,
              Outcomes::truePositiveRate),
          new Rate(
              "false_positive_rate",
              "False positive rate",
              Direction.LOWER,
              Outcomes::falsePositiveRate));

  private FairnessMetrics() {}

  /** All metrics, the most telling first within each role. */
  static List<Metric> all() {
    List<Metric> metrics =
        new ArrayList<>(
            List.of(ACCURACY, DEMOGRAPHIC_PARITY_DIFFERENCE, EQUALIZED_ODDS_TPR, EQUALIZED_ODDS));
    for (Rate rate : RATES) {
      for (String group : GROUPS) {
        metrics.add(
            new Metric(
                rate.name() + "_" + group,
                rate.title() + ", " + group,
                Role.DETAIL,
                rate.better()));
      }
    }
    metrics.add(ClassifiedRows.ROWS_CUT);
    return List.copyOf(metrics);
  }

  /** Those metrics that are defined on these rows. */
  static SortedMap<String, Double> of(ClassifiedRows rows) {
    check(rows);
    Outcomes[] outcomes = Outcomes.byGroup(rows, GROUPS.size());
    SortedMap<String, Double> values = new TreeMap<>();
    for (Rate rate : RATES) {
      for (int group = 0; group < outcomes.length; group++) {
        put(values, rate.name() + "_" + GROUPS.get(group), rate.of().apply(outcomes[group]));
      }
    }
    int correct = Arrays.stream(outcomes).mapToInt(Outcomes::correct).sum();
    values.put(ACCURACY.name(), (double) correct / rows.size());
    OptionalDouble truePositiveGap = gap(outcomes, Outcomes::truePositiveRate);
    OptionalDouble falsePositiveGap = gap(outcomes, Outcomes::falsePositiveRate);
    put(values, DEMOGRAPHIC_PARITY_DIFFERENCE.name(), gap(outcomes, Outcomes::selectionRate));
    values.put(ClassifiedRows.ROWS_CUT.name(), (double) rows.rowsCut());
    put(values, EQUALIZED_ODDS_TPR.name(), truePositiveGap);
    if (truePositiveGap.isPresent() && falsePositiveGap.isPresent()) {
      values.put(
          EQUALIZED_ODDS.name(),
          Math.max(truePositiveGap.getAsDouble(), falsePositiveGap.getAsDouble()));
    }
    return values;
  }

  private static void check(ClassifiedRows rows) {
    for (int row = 0; row < rows.size(); row++) {
      if (rows.labels()[row] > 1 || rows.answers()[row] > 1 || rows.groups()[row] > 1) {
        throw new InvalidInputException(
            "scored rows",
            "class %d answered with %d in group %d"
                .formatted(rows.labels()[row], rows.answers()[row], rows.groups()[row]),
            "classes and groups 0 and 1");
      }
    }
  }

  /** The size of the difference of a rate between the groups; empty if either has none. */
  private static OptionalDouble gap(Outcomes[] outcomes, Function<Outcomes, OptionalDouble> rate) {
    OptionalDouble first = rate.apply(outcomes[0]);
    OptionalDouble second = rate.apply(outcomes[1]);
    return first.isPresent() && second.isPresent()
        ? OptionalDouble.of(Math.abs(first.getAsDouble() - second.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static void put(SortedMap<String, Double> values, String name, OptionalDouble value) {
    value.ifPresent(defined -> values.put(name, defined));
  }

  private record Rate(
      String name, String title, Direction better, Function<Outcomes, OptionalDouble> of) {}
}
