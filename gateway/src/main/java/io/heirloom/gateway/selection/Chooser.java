package io.heirloom.gateway.selection;

import io.heirloom.gateway.measure.Measurements;
import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.plan.Probe;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Stage;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Chooses the settings of a stage by what its models gave on validation rows. */
@Singleton
final class Chooser {
  private final Measurements measurements;
  private final Properties properties = new Properties();

  Chooser(Measurements measurements) {
    this.measurements = measurements;
  }

  /**
   * One choice for each dimension of a stage.
   *
   * @param steps of the study, by key
   * @throws UndecidableException if a metric is defined for none of the models of a value
   * @throws io.heirloom.gateway.measure.UnreadableAnswersException if the store cannot be read
   */
  List<Choice> choose(
      String property, Stage stage, List<Probe> probes, Map<String, StepEntity> steps) {
    Judge judge = new Judge(properties.named(property), steps);
    return stage.sweep().stream()
        .map(
            dimension ->
                judge.choose(
                    dimension,
                    stage.rule(),
                    probes.stream().filter(probe -> probe.dimension() == dimension).toList()))
        .toList();
  }

  /** Judges by what the steps of one study gave. */
  private final class Judge {
    private final Property property;
    private final Metric trust;
    private final Metric task;
    private final Map<String, StepEntity> steps;

    Judge(Property property, Map<String, StepEntity> steps) {
      this.property = property;
      this.trust = property.first(Metric.Role.TRUST);
      this.task = property.first(Metric.Role.TASK);
      this.steps = steps;
    }

    Choice choose(Dimension dimension, Stage.Rule rule, List<Probe> probes) {
      Map<Double, List<Probe>> byValue =
          probes.stream()
              .collect(
                  Collectors.groupingBy(Probe::value, LinkedHashMap::new, Collectors.toList()));
      List<Choice.Candidate> candidates = new ArrayList<>();
      byValue.forEach((value, ofValue) -> candidates.add(candidate(dimension, value, ofValue)));
      TradeOff.Chosen chosen = new TradeOff(trust, task, candidates).choose(rule);
      return new Choice(
          dimension, candidates.get(chosen.index()).value(), candidates, chosen.reason());
    }

    private Choice.Candidate candidate(Dimension dimension, double value, List<Probe> probes) {
      List<SortedMap<String, Double>> models =
          probes.stream()
              .collect(
                  Collectors.groupingBy(Probe::candidate, LinkedHashMap::new, Collectors.toList()))
              .values()
              .stream()
              .map(this::metrics)
              .toList();
      return new Choice.Candidate(
          value,
          mean(dimension, value, trust, models),
          mean(dimension, value, task, models),
          models.size());
    }

    private SortedMap<String, Double> metrics(List<Probe> parts) {
      List<StepResult> evaluations =
          parts.stream()
              .map(probe -> steps.get(probe.evaluated().toString()).result().orElseThrow())
              .toList();
      return measurements.of(property, evaluations);
    }

    private double mean(
        Dimension dimension, double value, Metric metric, List<SortedMap<String, Double>> models) {
      return models.stream()
          .filter(model -> model.containsKey(metric.name()))
          .mapToDouble(model -> model.get(metric.name()))
          .average()
          .orElseThrow(
              () ->
                  new UndecidableException(
                      "%s cannot be chosen: %s is not defined on the validation rows at %s"
                          .formatted(dimension.title(), metric.title(), value)));
    }
  }
}
