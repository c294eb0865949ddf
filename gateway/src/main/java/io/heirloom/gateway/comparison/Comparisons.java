package io.heirloom.gateway.comparison;

import io.heirloom.gateway.measure.Evaluations;
import io.heirloom.gateway.measure.Evidence;
import io.heirloom.gateway.measure.Measurements;
import io.heirloom.gateway.measure.UnreadableAnswersException;
import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import io.heirloom.trust.statistics.Difference;
import io.heirloom.trust.statistics.Interval;
import io.heirloom.trust.verdict.Comparison;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Holds studies against each other. */
@Singleton
public final class Comparisons {
  private final Measurements measurements;
  private final Evidence evidence;
  private final Properties properties = new Properties();

  Comparisons(Measurements measurements, Evidence evidence) {
    this.measurements = measurements;
    this.evidence = evidence;
  }

  /**
   * What came of a study beside another. Takes seconds where many models are compared.
   *
   * @throws InvalidInputException if they are about different properties
   */
  public StudyComparison of(Material first, Material second) {
    Property property = properties.named(first.study().property());
    if (!second.study().property().equals(property.name())) {
      throw new InvalidInputException(
          "with", second.study().property(), "a study of " + property.name() + ", as the first is");
    }
    Set<String> shared = keys(first);
    shared.retainAll(keys(second));
    return new StudyComparison(
        side(first),
        side(second),
        property.name(),
        RequestDifferences.of(first.blueprint().study(), second.blueprint().study()),
        shared.size(),
        models(property, first, second));
  }

  private static StudyComparison.Side side(Material material) {
    return new StudyComparison.Side(
        material.study().id().value(),
        material.study().name(),
        material.study().state().title(),
        material.steps().size());
  }

  private static Set<String> keys(Material material) {
    return material.steps().stream().map(StepEntity::key).collect(Collectors.toSet());
  }

  private List<StudyComparison.ModelComparison> models(
      Property property, Material first, Material second) {
    Set<Dimension> varied = new LinkedHashSet<>(first.grid().varied());
    varied.addAll(second.grid().varied());
    Map<Places.Place, List<Cell>> others = Places.of(second, varied);
    Evaluations ofFirst = new Evaluations(first.steps());
    Evaluations ofSecond = new Evaluations(second.steps());
    List<StudyComparison.ModelComparison> models = new ArrayList<>();
    Places.of(first, varied)
        .forEach(
            (place, cells) -> {
              if (others.containsKey(place)) {
                SortedMap<Long, List<StepResult>> one = ofFirst.of(cells);
                SortedMap<Long, List<StepResult>> other = ofSecond.of(others.get(place));
                for (Metric.Role role : List.of(Metric.Role.TRUST, Metric.Role.TASK)) {
                  models.add(model(property, property.first(role), place, one, other));
                }
              }
            });
    return models;
  }

  private StudyComparison.ModelComparison model(
      Property property,
      Metric metric,
      Places.Place place,
      SortedMap<Long, List<StepResult>> first,
      SortedMap<Long, List<StepResult>> second) {
    Optional<Comparison> comparison = comparison(property, metric, first, second);
    Optional<Interval> interval =
        comparison
            .map(Comparison::improvement)
            .filter(Difference.Estimated.class::isInstance)
            .map(improvement -> ((Difference.Estimated) improvement).interval());
    return new StudyComparison.ModelComparison(
        place.settings(),
        place.strategy().title(),
        place.role().title(),
        metric.name(),
        mean(property, metric, first),
        mean(property, metric, second),
        comparison.map(known -> known.improvement().measured()).orElse(OptionalDouble.empty()),
        number(interval.map(Interval::low)),
        number(interval.map(Interval::high)),
        comparison.map(known -> known.seeds().size()).orElse(0));
  }

  /** Of the second with the first; empty where they were not judged on the same rows. */
  private Optional<Comparison> comparison(
      Property property,
      Metric metric,
      SortedMap<Long, List<StepResult>> first,
      SortedMap<Long, List<StepResult>> second) {
    try {
      return Optional.of(
          Comparison.of(evidence.of(property, second), evidence.of(property, first), metric));
    } catch (UnreadableAnswersException | InvalidInputException e) {
      return Optional.empty();
    }
  }

  private OptionalDouble mean(
      Property property, Metric metric, SortedMap<Long, List<StepResult>> bySeed) {
    try {
      return bySeed.values().stream()
          .map(parts -> measurements.of(property, parts).get(metric.name()))
          .filter(Objects::nonNull)
          .mapToDouble(Double::doubleValue)
          .average();
    } catch (UnreadableAnswersException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }
}
