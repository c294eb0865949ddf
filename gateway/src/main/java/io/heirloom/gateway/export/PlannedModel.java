package io.heirloom.gateway.export;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Point;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a study planned with one model. The database keeps no steps' settings, since they follow
 * from the study: as much of it is planned again as it takes to meet the step.
 *
 * @param step that trains it
 * @param serves the strategies in whose table it stands; none where it was only tried in a stage
 *     that chooses settings
 * @param tested keys of the steps that measure it on test rows
 */
record PlannedModel(Step step, List<Strategy> serves, Set<String> tested) {

  PlannedModel {
    serves = List.copyOf(serves);
    tested = Set.copyOf(tested);
  }

  /**
   * Finds a step in its study.
   *
   * @param stages of the study, by number
   * @param cells the study's table
   * @return empty if the study, planned by this version of the recipes, has no such step
   */
  static Optional<PlannedModel> of(
      StepKey key, Study study, List<StageEntity> stages, List<Cell> cells) {
    List<Cell> own = cells.stream().filter(cell -> cell.trained().equals(key)).toList();
    List<Strategy> serves = own.stream().map(Cell::strategy).distinct().toList();
    return own.isEmpty()
        ? StageEntity.plans(study, stages).stream()
            .flatMap(plan -> in(plan, key, serves).stream())
            .findFirst()
        : in(aroundCell(study, stages, own.get(0)), key, serves);
  }

  private static Optional<PlannedModel> in(Plan plan, StepKey key, List<Strategy> serves) {
    return plan.steps().stream()
        .filter(planned -> planned.key().equals(key))
        .findFirst()
        .map(planned -> new PlannedModel(planned.step(), serves, tested(plan, key)));
  }

  private static Set<String> tested(Plan plan, StepKey model) {
    return plan.steps().stream()
        .filter(planned -> planned.parent().equals(Optional.of(model)))
        .filter(planned -> measuresTestRows(planned.step()))
        .map(planned -> planned.key().toString())
        .collect(Collectors.toSet());
  }

  private static boolean measuresTestRows(Step step) {
    return step instanceof Evaluate evaluate && evaluate.on() == Evaluate.Rows.TEST;
  }

  /** The study with this cell's point and seed alone: a few steps of what may be many. */
  private static Plan aroundCell(Study study, List<StageEntity> stages, Cell cell) {
    Grid grid = StageEntity.chosen(study.grid(), stages);
    return Planner.plan(ofOneSeed(study, cell.seed()), at(grid.points().get(cell.point())));
  }

  private static Grid at(Point point) {
    return new Grid(
        List.of(point.data()),
        List.of(point.weak()),
        List.of(point.strong()),
        List.of(point.training()),
        List.of(point.lambda()),
        List.of(point.alpha()));
  }

  private static Study ofOneSeed(Study study, long seed) {
    return new Study(
        study.name(),
        study.property(),
        study.grid(),
        study.selection(),
        study.strategies(),
        study.objectives(),
        study.labelForm(),
        List.of(seed),
        study.shards(),
        study.notes(),
        study.budget(),
        study.dataFolder());
  }
}
