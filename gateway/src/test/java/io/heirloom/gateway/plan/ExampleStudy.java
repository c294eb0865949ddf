package io.heirloom.gateway.plan;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Budget;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Studies of fairness on synthetic people with models of random weights. */
public final class ExampleStudy {
  public static final ModelSource WEAK = new ModelSource("random:tiny", "tiny");
  public static final ModelSource STRONG = new ModelSource("random:small", "small");
  private static final DataSource CENSUS =
      new DataSource("census", "census-1", OptionalInt.of(100), OptionalInt.empty(), 0);
  public static final TrustTask TASK = new TrustTask("fairness", new TreeMap<>(), CENSUS);

  private ExampleStudy() {}

  /** A grid over the regulariser's weights and alphas. */
  public static Grid grid(List<Study.Lambda> lambdas, List<Study.Alpha> alphas) {
    return new Grid(
        List.of(new Study.Data(TASK, List.of(new Study.Part("", TASK)))),
        List.of(WEAK),
        List.of(STRONG),
        List.of(new Study.Training(TrainingSettings.DEFAULT, TrainingSettings.DEFAULT)),
        lambdas,
        alphas);
  }

  /** A study whose labelling has 3 shards and whose evaluation 2. */
  public static Study study(
      Grid grid, List<Stage> selection, List<Strategy> strategies, List<Long> seeds) {
    return new Study(
        "a study",
        "fairness",
        grid,
        selection,
        strategies,
        List.of(WtsObjective.values()),
        Label.Form.SOFT,
        seeds,
        new Study.Shards(3, 2),
        List.of(),
        Budget.UNLIMITED,
        Optional.empty());
  }

  /** What its cost is reckoned by: nothing is known of its rows. */
  public static Measures measures() {
    return new Measures(
        List.of(),
        List.of(
            new Measures.SizedModel(WEAK, 1_000_000), new Measures.SizedModel(STRONG, 4_000_000)));
  }
}
