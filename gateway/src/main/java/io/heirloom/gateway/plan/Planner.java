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
 * Turns a study into a forest of lineages. For each seed and strategy: the weak model, its labels,
 * a strong model for each weak-to-strong objective, the strong ceiling, and an evaluation of each
 * model. Equal steps are merged, so that a weak model serves every strategy that trains it alike
 * and a ceiling serves all.
 */
public final class Planner {
  private Planner() {}

  /** Plans a study. Equal studies give equal plans. */
  public static Plan plan(Study study) {
    List<Lineage> roots = new ArrayList<>();
    List<PlannedStep> steps = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    Set<Strategy> all = Set.copyOf(study.strategies());
    for (long seed : study.seeds()) {
      Map<StepKey, Sprout> forest = new LinkedHashMap<>();
      for (Strategy strategy : study.strategies()) {
        growWeakToStrong(study, strategy, seed, forest, cells);
      }
      for (Strategy strategy : study.strategies()) {
        growCeiling(study, strategy, seed, forest, cells);
      }
      for (Sprout root : forest.values()) {
        roots.add(root.lineage());
        root.steps(seed, all).forEach(steps::add);
      }
    }
    return new Plan(roots, steps, cells);
  }

  private static void growWeakToStrong(
      Study study, Strategy strategy, long seed, Map<StepKey, Sprout> forest, List<Cell> cells) {
    Sprout weak =
        Sprout.root(forest, trainWeak(study, strategy, seed), Role.WEAK.title(), strategy);
    Sprout labels =
        weak.grow(
            new Label(study.task(), study.labelForm()),
            study.shards().labeling(),
            "weak labels",
            strategy);
    for (WtsObjective objective : study.objectives()) {
      Role role = Role.of(objective);
      Sprout strong =
          labels.grow(trainWts(study, strategy, objective, seed), 1, role.title(), strategy);
      cells.add(cell(study, strategy, role, seed, strong));
    }
    cells.add(cell(study, strategy, Role.WEAK, seed, weak));
  }

  private static void growCeiling(
      Study study, Strategy strategy, long seed, Map<StepKey, Sprout> forest, List<Cell> cells) {
    TrainStrong training =
        new TrainStrong(
            study.task(),
            study.strong().source(),
            study.strong().training(),
            new Supervision.GroundTruth(),
            study.lambda().ceiling(),
            seed);
    Sprout ceiling = Sprout.root(forest, training, Role.CEILING.title(), strategy);
    cells.add(cell(study, strategy, Role.CEILING, seed, ceiling));
  }

  private static Cell cell(Study study, Strategy strategy, Role role, long seed, Sprout model) {
    Sprout evaluation =
        model.grow(
            new Evaluate(study.task()),
            study.shards().evaluation(),
            "evaluation of " + role.title(),
            strategy);
    return new Cell(strategy, role, seed, model.key(), evaluation.key());
  }

  private static TrainWeak trainWeak(Study study, Strategy strategy, long seed) {
    double lambda = strategy.regularisesWeak() ? study.lambda().weak() : 0;
    return new TrainWeak(
        study.task(), study.weak().source(), study.weak().training(), lambda, seed);
  }

  private static TrainStrong trainWts(
      Study study, Strategy strategy, WtsObjective objective, long seed) {
    double lambda = strategy.regularisesWts() ? study.lambda().wts() : 0;
    return new TrainStrong(
        study.task(),
        study.strong().source(),
        study.strong().training(),
        supervision(study.alpha(), objective),
        lambda,
        seed);
  }

  private static Supervision supervision(Study.Alpha alpha, WtsObjective objective) {
    return switch (objective) {
      case WTS_NAIVE -> new Supervision.WtsNaive();
      case WTS_AUX -> new Supervision.WtsAux(alpha.max(), alpha.warmUpShare());
    };
  }
}
