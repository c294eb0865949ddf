package io.heirloom.gateway.report;

import io.heirloom.gateway.measure.Evaluations;
import io.heirloom.gateway.measure.Measurements;
import io.heirloom.gateway.measure.UnreadableAnswersException;
import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.request.StudyFileWriter;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.view.StudyView;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Point;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.statistics.MeanAndDeviation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts together what came out of one study, so far as it has come. */
final class ReportBuilder {
  private final String version;
  private final Material material;
  private final Study study;
  private final Grid grid;
  private final Evaluations evaluations;
  private final Property property;
  private final Trial trial;
  private final Measurements measurements;

  /**
   * @param version of this program
   * @param property the study's
   * @param trial holds models against each other
   */
  ReportBuilder(
      String version,
      Material material,
      Property property,
      Trial trial,
      Measurements measurements) {
    this.version = version;
    this.material = material;
    this.study = material.blueprint().study();
    this.grid = material.grid();
    this.evaluations = new Evaluations(material.steps());
    this.property = property;
    this.trial = trial;
    this.measurements = measurements;
  }

  Report build() {
    StudyEntity entity = material.study();
    return new Report(
        entity.id().value(),
        entity.name(),
        entity.property(),
        entity.state().title(),
        entity.reason(),
        entity.createdAt(),
        entity.endedAt(),
        property.first(Metric.Role.TRUST).name(),
        property.first(Metric.Role.TASK).name(),
        grid.varied().stream()
            .map(dimension -> new Report.Axis(dimension.title(), grid.values(dimension)))
            .toList(),
        stages(),
        points(),
        property.metrics().stream().map(Report.MetricMeaning::of).toList(),
        DataProvenance.of(grid.first().data().task().data()),
        StudyView.Steps.of(
            material.steps().stream()
                .collect(Collectors.groupingBy(StepEntity::state, Collectors.counting()))),
        material.blueprint().asked(),
        failed(),
        study.notes(),
        Provenances.of(version, entity, material.steps()),
        StudyFileWriter.tree(study));
  }

  private List<Report.StageResult> stages() {
    return material.stages().stream()
        .filter(stage -> !stage.choices().isEmpty())
        .map(stage -> StageResults.of(stage, study))
        .toList();
  }

  private List<Report.PointResult> points() {
    Map<Integer, List<Cell>> cells =
        material.blueprint().cells().stream()
            .collect(Collectors.groupingBy(Cell::point, TreeMap::new, Collectors.toList()));
    List<Point> points = grid.points();
    List<Dimension> varied = grid.varied();
    return cells.entrySet().stream()
        .map(
            entry ->
                new Report.PointResult(
                    points.get(entry.getKey()).settings(varied),
                    study.strategies().stream()
                        .map(strategy -> strategy(strategy, entry.getValue()))
                        .toList()))
        .toList();
  }

  private Report.StrategyResult strategy(Strategy strategy, List<Cell> ofPoint) {
    Map<Role, List<Cell>> cells =
        ofPoint.stream()
            .filter(cell -> cell.strategy() == strategy)
            .collect(Collectors.groupingBy(Cell::role, TreeMap::new, Collectors.toList()));
    Map<Role, SortedMap<Long, List<StepResult>>> evaluated = new EnumMap<>(Role.class);
    cells.forEach((role, ofRole) -> evaluated.put(role, evaluations.of(ofRole)));
    return trial.of(
        strategy,
        cells.entrySet().stream().map(row -> model(row.getKey(), row.getValue())).toList(),
        evaluated);
  }

  private Report.ModelResult model(Role role, List<Cell> cells) {
    List<Report.SeedResult> seeds =
        Evaluations.bySeed(cells).entrySet().stream()
            .map(entry -> seed(entry.getKey(), entry.getValue()))
            .toList();
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

  private static Report.Summary summary(List<Double> values) {
    MeanAndDeviation summary = MeanAndDeviation.of(values);
    return new Report.Summary(summary.mean(), summary.deviation(), summary.count());
  }

  private Report.SeedResult seed(long seed, List<Cell> parts) {
    List<StepResult> results = evaluations.of(parts).get(seed);
    return new Report.SeedResult(
        seed,
        parts.stream().map(this::part).toList(),
        results == null ? new TreeMap<>() : metrics(results));
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

  private SortedMap<String, Double> metrics(List<StepResult> parts) {
    try {
      return measurements.of(property, parts);
    } catch (UnreadableAnswersException e) {
      return new TreeMap<>();
    }
  }

  private List<Report.FailedStep> failed() {
    return material.steps().stream()
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
    return evaluations.step(key);
  }
}
