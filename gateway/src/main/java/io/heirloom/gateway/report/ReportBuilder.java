package io.heirloom.gateway.report;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.request.StudyFileWriter;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.view.StudyView;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.statistics.Interval;
import io.heirloom.trust.statistics.MeanAndDeviation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts together what came out of one study, so far as it has come. */
final class ReportBuilder {
  private final StudyEntity entity;
  private final Study study;
  private final Map<String, StepEntity> steps;
  private final Property property;
  private final Metric judgedBy;
  private final Improvements improvements;
  private final Measurements measurements;

  /**
   * @param steps all steps of the study, in its order
   * @param property the study's
   */
  ReportBuilder(
      StudyEntity entity,
      List<StepEntity> steps,
      Property property,
      Improvements improvements,
      Measurements measurements) {
    this.entity = entity;
    this.study = entity.specification();
    this.steps =
        steps.stream()
            .collect(
                Collectors.toMap(
                    StepEntity::key, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    this.property = property;
    this.judgedBy =
        property.metrics().stream()
            .filter(metric -> metric.role() == Metric.Role.TRUST)
            .findFirst()
            .orElseThrow();
    this.improvements = improvements;
    this.measurements = measurements;
  }

  Report build() {
    return new Report(
        entity.id().value(),
        entity.name(),
        entity.property(),
        entity.state().title(),
        entity.createdAt(),
        entity.endedAt(),
        judgedBy.name(),
        study.strategies().stream().map(this::strategy).toList(),
        property.metrics().stream().map(Report.MetricMeaning::of).toList(),
        DataProvenance.of(study.task().data()),
        StudyView.Steps.of(
            steps.values().stream()
                .collect(Collectors.groupingBy(StepEntity::state, Collectors.counting()))),
        failed(),
        steps.values().stream()
            .filter(step -> step.state() == StepState.REUSED)
            .map(StepEntity::title)
            .toList(),
        study.notes(),
        StudyFileWriter.tree(study));
  }

  private Report.StrategyResult strategy(Strategy strategy) {
    Map<Role, List<Cell>> cells =
        entity.cells().stream()
            .filter(cell -> cell.strategy() == strategy)
            .collect(Collectors.groupingBy(Cell::role, TreeMap::new, Collectors.toList()));
    List<Report.Comparison> comparisons = new ArrayList<>();
    Map<String, Answer> overWeak = new LinkedHashMap<>();
    Map<String, Answer> ceilingOver = new LinkedHashMap<>();
    for (Role role : cells.keySet()) {
      if (role != Role.WEAK && role != Role.CEILING) {
        Compared taught = compare(role, Role.WEAK, cells);
        Compared bound = compare(Role.CEILING, role, cells);
        comparisons.add(taught.comparison());
        comparisons.add(bound.comparison());
        overWeak.put(role.title(), taught.answer());
        ceilingOver.put(role.title(), bound.answer());
      }
    }
    return new Report.StrategyResult(
        strategy.title(),
        new Verdict(strategy.title(), overWeak, ceilingOver).sentence(),
        cells.entrySet().stream().map(row -> model(row.getKey(), row.getValue())).toList(),
        comparisons);
  }

  private Report.ModelResult model(Role role, List<Cell> cells) {
    List<Report.SeedResult> seeds = bySeed(cells).entrySet().stream().map(this::seed).toList();
    SortedMap<String, List<Double>> values = new TreeMap<>();
    for (Report.SeedResult seed : seeds) {
      seed.metrics()
          .forEach(
              (name, value) -> values.computeIfAbsent(name, none -> new ArrayList<>()).add(value));
    }
    SortedMap<String, Report.Summary> summaries = new TreeMap<>();
    values.forEach((name, ofSeeds) -> summaries.put(name, summary(ofSeeds)));
    return new Report.ModelResult(role.title(), summaries, seeds);
  }

  private static Map<Long, List<Cell>> bySeed(List<Cell> cells) {
    return cells.stream()
        .collect(Collectors.groupingBy(Cell::seed, LinkedHashMap::new, Collectors.toList()));
  }

  private static Report.Summary summary(List<Double> values) {
    MeanAndDeviation summary = MeanAndDeviation.of(values);
    return new Report.Summary(summary.mean(), summary.deviation(), summary.count());
  }

  private Report.SeedResult seed(Map.Entry<Long, List<Cell>> cells) {
    return new Report.SeedResult(
        cells.getKey(),
        cells.getValue().stream().map(this::part).toList(),
        metrics(cells.getValue()));
  }

  private Report.PartResult part(Cell cell) {
    return new Report.PartResult(
        cell.part(),
        step(cell.evaluated()).state().title(),
        cell.trained().toString(),
        cell.evaluated().toString(),
        reference(cell.trained()).map(reference -> reference.digest().hex()),
        reference(cell.evaluated()).map(reference -> reference.digest().hex()),
        step(cell.evaluated()).result().map(StepResult::metrics).orElseGet(TreeMap::new));
  }

  private SortedMap<String, Double> metrics(List<Cell> parts) {
    List<StepResult> evaluations =
        parts.stream().flatMap(cell -> step(cell.evaluated()).result().stream()).toList();
    if (evaluations.size() < parts.size()) {
      return new TreeMap<>();
    }
    try {
      return measurements.of(property, evaluations);
    } catch (UnreadableAnswersException e) {
      return new TreeMap<>();
    }
  }

  private Compared compare(Role model, Role than, Map<Role, List<Cell>> cells) {
    Map<Long, List<Reference>> ofModel = evaluations(cells.get(model));
    Map<Long, List<Reference>> ofOther = evaluations(cells.get(than));
    ofModel.keySet().retainAll(ofOther.keySet());
    ofOther.keySet().retainAll(ofModel.keySet());
    List<List<Reference>> first = List.copyOf(ofModel.values());
    List<List<Reference>> second = List.copyOf(ofOther.values());
    if (first.isEmpty()) {
      return Compared.unknown(model, than, 0, "no seed has both evaluated");
    }
    try {
      return improvements
          .of(property, judgedBy, first, second)
          .map(interval -> Compared.by(interval, model, than, first.size()))
          .orElseGet(
              () ->
                  Compared.unknown(
                      model,
                      than,
                      first.size(),
                      judgedBy.title() + " is not defined on these answers"));
    } catch (UnreadableAnswersException e) {
      return Compared.unknown(model, than, first.size(), e.getMessage());
    }
  }

  /** The evaluations of all parts, of the seeds that have them all. */
  private SortedMap<Long, List<Reference>> evaluations(List<Cell> cells) {
    SortedMap<Long, List<Reference>> evaluations = new TreeMap<>();
    bySeed(cells)
        .forEach(
            (seed, parts) -> {
              List<Reference> ofParts =
                  parts.stream().flatMap(cell -> reference(cell.evaluated()).stream()).toList();
              if (ofParts.size() == parts.size()) {
                evaluations.put(seed, ofParts);
              }
            });
    return evaluations;
  }

  private List<Report.FailedStep> failed() {
    return steps.values().stream()
        .filter(step -> step.state() == StepState.FAILED)
        .map(
            step ->
                new Report.FailedStep(step.key(), step.title(), step.reason().orElse("no reason")))
        .toList();
  }

  private Optional<Reference> reference(StepKey key) {
    return step(key).result().map(StepResult::reference);
  }

  private StepEntity step(StepKey key) {
    return steps.get(key.toString());
  }

  private record Compared(Answer answer, Report.Comparison comparison) {
    static Compared by(Interval improvement, Role model, Role than, int seeds) {
      Answer answer = Answer.of(improvement);
      return new Compared(
          answer,
          new Report.Comparison(
              model.title(),
              than.title(),
              Words.lower(answer),
              OptionalDouble.of(improvement.difference()),
              OptionalDouble.of(improvement.low()),
              OptionalDouble.of(improvement.high()),
              seeds,
              Optional.empty()));
    }

    static Compared unknown(Role model, Role than, int seeds, String reason) {
      return new Compared(
          Answer.UNKNOWN,
          new Report.Comparison(
              model.title(),
              than.title(),
              Words.lower(Answer.UNKNOWN),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              seeds,
              Optional.of(reason)));
    }
  }
}
