package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a study into a forest of lineages. For each seed, part of the task and strategy: the weak
 * model, its labels, a strong model for each weak-to-strong objective, the strong ceiling, and an
 * evaluation of each model. Equal steps are merged, so that a weak model serves every strategy that
 * trains it alike and a ceiling serves all.
 */
public final class Planner {
  private final Study study;
  private final Study.Part part;
  private final long seed;
  private final Map<StepKey, Sprout> forest;
  private final List<Cell> cells;

  private Planner(
      Study study, Study.Part part, long seed, Map<StepKey, Sprout> forest, List<Cell> cells) {
    this.study = study;
    this.part = part;
    this.seed = seed;
    this.forest = forest;
    this.cells = cells;
  }

  /** Plans a study. Equal studies give equal plans. */
  public static Plan plan(Study study) {
    List<Lineage> roots = new ArrayList<>();
    List<PlannedStep> steps = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    Set<Strategy> all = Set.copyOf(study.strategies());
    for (long seed : study.seeds()) {
      for (Study.Part part : study.parts()) {
        Map<StepKey, Sprout> forest = new LinkedHashMap<>();
        Planner planner = new Planner(study, part, seed, forest, cells);
        study.strategies().forEach(planner::growWeakToStrong);
        study.strategies().forEach(planner::growCeiling);
        for (Sprout root : forest.values()) {
          roots.add(root.lineage());
          root.steps(planner.occasion(), all).forEach(steps::add);
        }
      }
    }
    return new Plan(roots, steps, cells);
  }

  private void growWeakToStrong(Strategy strategy) {
    Sprout weak = Sprout.root(forest, trainWeak(strategy), Role.WEAK.title(), strategy);
    Sprout labels =
        weak.grow(
            new Label(part.task(), study.labelForm()),
            study.shards().labeling(),
            "weak labels",
            strategy);
    for (WtsObjective objective : study.objectives()) {
      Role role = Role.of(objective);
      Sprout strong = labels.grow(trainWts(strategy, objective), 1, role.title(), strategy);
      addCell(strategy, role, strong);
    }
    addCell(strategy, Role.WEAK, weak);
  }

  private void growCeiling(Strategy strategy) {
    TrainStrong training =
        new TrainStrong(
            part.task(),
            study.strong().source(),
            study.strong().training(),
            new Supervision.GroundTruth(),
            study.lambda().ceiling(),
            seed);
    Sprout ceiling = Sprout.root(forest, training, Role.CEILING.title(), strategy);
    addCell(strategy, Role.CEILING, ceiling);
  }

  private void addCell(Strategy strategy, Role role, Sprout model) {
    Sprout evaluation =
        model.grow(
            new Evaluate(part.task(), role.model()),
            study.shards().evaluation(),
            "evaluation of " + role.title(),
            strategy);
    cells.add(new Cell(strategy, role, part.title(), seed, model.key(), evaluation.key()));
  }

  private TrainWeak trainWeak(Strategy strategy) {
    double lambda = strategy.regularisesWeak() ? study.lambda().weak() : 0;
    return new TrainWeak(part.task(), study.weak().source(), study.weak().training(), lambda, seed);
  }

  private TrainStrong trainWts(Strategy strategy, WtsObjective objective) {
    double lambda = strategy.regularisesWts() ? study.lambda().wts() : 0;
    return new TrainStrong(
        part.task(),
        study.strong().source(),
        study.strong().training(),
        supervision(study.alpha(), objective),
        lambda,
        seed);
  }

  /** What tells a step's title from that of another part or seed. */
  private String occasion() {
    return (part.title().isEmpty() ? "" : part.title() + ", ") + "seed " + seed;
  }

  private static Supervision supervision(Study.Alpha alpha, WtsObjective objective) {
    return switch (objective) {
      case WTS_NAIVE -> new Supervision.WtsNaive();
      case WTS_AUX -> new Supervision.WtsAux(alpha.max(), alpha.warmUpShare());
    };
  }
}
