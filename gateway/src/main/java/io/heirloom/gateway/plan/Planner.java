package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Point;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a study into a forest of lineages. For each seed, point of the grid, part of the task and
 * strategy: the weak model, its labels, a strong model for each weak-to-strong objective, the
 * strong ceiling, and an evaluation of each model. Equal steps are merged, so that a weak model
 * serves every strategy that trains it alike and a ceiling serves all.
 */
public final class Planner {
  private final Study study;
  private final Evaluate.Rows judgedOn;
  private final Map<StepKey, Sprout> forest = new LinkedHashMap<>();
  private final List<Cell> cells = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private long asked;

  private Planner(Study study, Evaluate.Rows judgedOn) {
    this.study = study;
    this.judgedOn = judgedOn;
  }

  /**
   * Plans all points of a grid. Equal studies and grids give equal plans.
   *
   * @param grid the study's, where all that had to be chosen is
   */
  public static Plan plan(Study study, Grid grid) {
    Planner planner = new Planner(study, Evaluate.Rows.TEST);
    List<Point> points = grid.points();
    List<Dimension> varied = grid.varied();
    for (long seed : study.seeds()) {
      for (int index = 0; index < points.size(); index++) {
        Point point = points.get(index);
        Map<String, Object> settings = point.settings(varied);
        for (Study.Part part : point.data().parts()) {
          for (Strategy strategy : study.strategies()) {
            Sprout.Occasion on = new Sprout.Occasion(strategy, settings, part.title(), seed);
            planner.addCells(index, point, part, on);
          }
        }
      }
    }
    return planner.plan();
  }

  /**
   * Plans a stage: for each value of each of its dimensions the models by which it is judged.
   *
   * @param grid the study's, where what earlier stages chose is fixed
   */
  public static Plan probe(Study study, Grid grid, Stage stage) {
    Planner planner = new Planner(study, Evaluate.Rows.VALIDATION);
    for (Dimension dimension : stage.sweep()) {
      for (Object value : grid.values(dimension)) {
        planner.addProbes(dimension, (double) value, grid.at(dimension, (double) value), stage);
      }
    }
    return planner.plan();
  }

  /**
   * Plans what is due when some stages are decided: the next stage, or else all points.
   *
   * @param grid the study's, where what these stages chose is fixed
   * @param decided how many
   */
  public static Plan next(Study study, Grid grid, int decided) {
    return decided < study.selection().size()
        ? probe(study, grid, study.selection().get(decided))
        : plan(study, grid);
  }

  /** How many steps a model's table has for one point, strategy, part and seed, without merging. */
  public static long asked(Study study, Grid grid) {
    long parts = grid.first().data().parts().size();
    long ofOne = 5 + 2L * study.objectives().size();
    return List.of(
            grid.size(), parts, (long) study.strategies().size(), (long) study.seeds().size())
        .stream()
        .reduce(ofOne, Math::multiplyExact);
  }

  private Plan plan() {
    List<Lineage> roots = new ArrayList<>();
    List<PlannedStep> steps = new ArrayList<>();
    Set<Strategy> all = Set.copyOf(study.strategies());
    for (Sprout root : forest.values()) {
      roots.add(root.lineage());
      root.steps(all).forEach(steps::add);
    }
    return new Plan(roots, steps, asked, cells, probes);
  }

  private void addCells(int index, Point point, Study.Part part, Sprout.Occasion on) {
    Sprout weak = weak(point, part, on);
    Sprout labels = labels(weak, part, on);
    for (WtsObjective objective : study.objectives()) {
      Sprout strong = taught(labels, point, part, objective, on);
      cells.add(cell(index, Role.of(objective), strong, part, on));
    }
    cells.add(cell(index, Role.WEAK, weak, part, on));
    cells.add(cell(index, Role.CEILING, ceiling(point, part, on), part, on));
  }

  private Cell cell(int point, Role role, Sprout model, Study.Part part, Sprout.Occasion on) {
    return new Cell(
        point,
        on.strategy(),
        role,
        part.title(),
        on.seed(),
        model.key(),
        evaluation(model, role, part, on).key());
  }

  private void addProbes(Dimension dimension, double value, Grid grid, Stage stage) {
    Point point = grid.first();
    Role role = Judges.role(dimension, study);
    int candidate = 0;
    for (long seed : stage.seeds()) {
      for (Strategy strategy : Judges.strategies(dimension, study)) {
        for (Study.Part part : point.data().parts()) {
          Sprout.Occasion on =
              new Sprout.Occasion(strategy, Map.of(dimension.title(), value), part.title(), seed);
          Sprout model = model(role, point, part, on);
          StepKey evaluated = evaluation(model, role, part, on).key();
          probes.add(new Probe(dimension, value, candidate, part.title(), evaluated));
        }
        candidate++;
      }
    }
  }

  private Sprout model(Role role, Point point, Study.Part part, Sprout.Occasion on) {
    return switch (role) {
      case WEAK -> weak(point, part, on);
      case CEILING -> ceiling(point, part, on);
      case WTS_NAIVE -> taught(point, part, WtsObjective.WTS_NAIVE, on);
      case WTS_AUX -> taught(point, part, WtsObjective.WTS_AUX, on);
    };
  }

  private Sprout taught(Point point, Study.Part part, WtsObjective objective, Sprout.Occasion on) {
    return taught(labels(weak(point, part, on), part, on), point, part, objective, on);
  }

  private Sprout weak(Point point, Study.Part part, Sprout.Occasion on) {
    double lambda = on.strategy().regularisesWeak() ? point.lambda().weak() : 0;
    TrainWeak training =
        new TrainWeak(part.task(), point.weak(), point.training().weak(), lambda, on.seed());
    asked++;
    return Sprout.root(forest, training, training.model(), Role.WEAK.title(), on);
  }

  private Sprout labels(Sprout weak, Study.Part part, Sprout.Occasion on) {
    asked++;
    return weak.grow(
        new Label(part.task(), study.labelForm()), study.shards().labeling(), "weak labels", on);
  }

  private Sprout taught(
      Sprout labels, Point point, Study.Part part, WtsObjective objective, Sprout.Occasion on) {
    double lambda = on.strategy().regularisesWts() ? point.lambda().wts() : 0;
    TrainStrong training =
        new TrainStrong(
            part.task(),
            point.strong(),
            point.training().strong(),
            supervision(point.alpha(), objective),
            lambda,
            on.seed());
    asked++;
    return labels.grow(training, 1, Role.of(objective).title(), on);
  }

  private Sprout ceiling(Point point, Study.Part part, Sprout.Occasion on) {
    TrainStrong training =
        new TrainStrong(
            part.task(),
            point.strong(),
            point.training().strong(),
            new Supervision.GroundTruth(),
            point.lambda().ceiling(),
            on.seed());
    asked++;
    return Sprout.root(forest, training, training.model(), Role.CEILING.title(), on);
  }

  private Sprout evaluation(Sprout model, Role role, Study.Part part, Sprout.Occasion on) {
    asked++;
    // Validation rows are few: there may be fewer than a study has shards.
    int shards = judgedOn == Evaluate.Rows.TEST ? study.shards().evaluation() : 1;
    return model.grow(
        new Evaluate(part.task(), role.model(), judgedOn),
        shards,
        "evaluation of " + role.title(),
        on);
  }

  private static Supervision supervision(Study.Alpha alpha, WtsObjective objective) {
    return switch (objective) {
      case WTS_NAIVE -> new Supervision.WtsNaive();
      case WTS_AUX -> new Supervision.WtsAux(alpha.max(), alpha.warmUpShare());
    };
  }
}
