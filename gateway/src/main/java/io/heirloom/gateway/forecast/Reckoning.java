package io.heirloom.gateway.forecast;

import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.Topics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/** Adds up what plans need. */
final class Reckoning {
  private static final double SECONDS_OF_AN_HOUR = 3600;
  private static final double BYTES_OF_A_PARAMETER = 4;
  private static final double BYTES_OF_A_GIGABYTE = 1e9;

  private final Measures measures;
  private final Paces paces;
  private final Predicate<StepKey> inStore;
  private final Set<StepKey> counted = new HashSet<>();
  private final Map<String, Sum> sums = new LinkedHashMap<>();
  private int lineages;

  /**
   * @param inStore whether the result of a step is there already
   */
  Reckoning(Measures measures, Paces paces, Predicate<StepKey> inStore) {
    this.measures = measures;
    this.paces = paces;
    this.inStore = inStore;
  }

  /** Adds the steps of a plan that no plan before it has. */
  void add(Plan plan) {
    lineages += (int) plan.roots().stream().filter(root -> !counted.contains(root.key())).count();
    plan.steps().stream().filter(step -> counted.add(step.key())).forEach(this::add);
  }

  int lineages() {
    return lineages;
  }

  int steps() {
    return counted.size();
  }

  int inStore() {
    return sums.values().stream().mapToInt(sum -> sum.inStore).sum();
  }

  int stepsOfUnknownPace() {
    return sums.values().stream().mapToInt(sum -> sum.unknown).sum();
  }

  double hours() {
    return sums.values().stream().mapToDouble(sum -> sum.seconds).sum() / SECONDS_OF_AN_HOUR;
  }

  double gigabytes() {
    return sums.values().stream().mapToDouble(sum -> sum.bytes).sum() / BYTES_OF_A_GIGABYTE;
  }

  List<Forecast.OperationForecast> operations() {
    return sums.entrySet().stream()
        .map(entry -> entry.getValue().forecast(entry.getKey()))
        .toList();
  }

  private void add(PlannedStep step) {
    Sum sum =
        sums.computeIfAbsent(
            step.step().operation(), none -> new Sum(Topics.workerOf(step.step().getClass())));
    sum.steps++;
    if (inStore.test(step.key())) {
      sum.inStore++;
      return;
    }
    long parameters = measures.parameters(step.model());
    if (step.step().produces() == ArtifactKind.CHECKPOINT) {
      sum.bytes += BYTES_OF_A_PARAMETER * parameters;
    }
    OptionalDouble seconds = seconds(step, parameters);
    if (seconds.isPresent()) {
      sum.seconds += seconds.getAsDouble();
    } else {
      sum.unknown++;
    }
  }

  private OptionalDouble seconds(PlannedStep step, long parameters) {
    OptionalDouble rows = measures.work(step.step());
    return rows.isEmpty()
        ? OptionalDouble.empty()
        : paces.seconds(step.kindOfWork(), step.model().name(), parameters, rows.getAsDouble());
  }

  /** Of one operation. */
  private static final class Sum {
    private final String worker;
    private int steps;
    private int inStore;
    private int unknown;
    private double seconds;
    private double bytes;

    Sum(String worker) {
      this.worker = worker;
    }

    Forecast.OperationForecast forecast(String operation) {
      boolean known = unknown < steps - inStore || steps == inStore;
      return new Forecast.OperationForecast(
          operation,
          worker,
          steps,
          inStore,
          known ? OptionalDouble.of(seconds / SECONDS_OF_AN_HOUR) : OptionalDouble.empty(),
          unknown);
    }
  }
}
