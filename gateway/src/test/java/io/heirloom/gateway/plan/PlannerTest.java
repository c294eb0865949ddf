package io.heirloom.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final List<Strategy> ALL = List.of(Strategy.values());

  private static Study study(List<Strategy> strategies, Study.Lambda lambda, List<Long> seeds) {
    DataSource data =
        new DataSource("census", "census-1", OptionalInt.of(100), OptionalInt.empty(), 0);
    TrustTask task = new TrustTask("fairness", new TreeMap<>(), data);
    return new Study(
        "a study",
        task,
        List.of(new Study.Part("", task)),
        new Study.Model(new ModelSource("random:tiny", "tiny"), TrainingSettings.DEFAULT),
        new Study.Model(new ModelSource("random:small", "small"), TrainingSettings.DEFAULT),
        strategies,
        List.of(WtsObjective.values()),
        lambda,
        new Study.Alpha(.2, .25),
        Label.Form.SOFT,
        seeds,
        new Study.Shards(3, 2),
        List.of(),
        Optional.empty());
  }

  private static Plan plan(List<Strategy> strategies, Long... seeds) {
    return Planner.plan(study(strategies, new Study.Lambda(1, 2, 3), List.of(seeds)));
  }

  private static Map<String, Long> operations(Plan plan) {
    return plan.steps().stream()
        .map(PlannedStep::step)
        .collect(Collectors.groupingBy(Step::operation, TreeMap::new, Collectors.counting()));
  }

  @Test
  void oneStrategyTrainsAWeakModelTwoStudentsAndACeilingAndEvaluatesThemAll() {
    Plan plan = plan(List.of(Strategy.NO_TFT), 1L);

    assertThat(operations(plan))
        .isEqualTo(Map.of("train-weak", 1L, "label", 1L, "train-strong", 3L, "evaluate", 4L));
    assertThat(plan.cells()).hasSize(4);
  }

  @Test
  void threeStrategiesShareTheRegularisedWeakModelItsLabelsAndTheCeiling() {
    Plan plan = plan(ALL, 1L);

    assertThat(operations(plan))
        .isEqualTo(Map.of("train-weak", 2L, "label", 2L, "train-strong", 7L, "evaluate", 9L));
    assertThat(plan.cells()).hasSize(12);
    assertThat(trained(plan, Strategy.WEAK_TFT, Role.WEAK))
        .isEqualTo(trained(plan, Strategy.WEAK_WTS_TFT, Role.WEAK));
    assertThat(trained(plan, Strategy.NO_TFT, Role.CEILING))
        .isEqualTo(trained(plan, Strategy.WEAK_WTS_TFT, Role.CEILING));
    assertThat(trained(plan, Strategy.WEAK_TFT, Role.WTS_AUX))
        .isNotEqualTo(trained(plan, Strategy.WEAK_WTS_TFT, Role.WTS_AUX));
  }

  @Test
  void everySeedHasItsOwnSteps() {
    assertThat(plan(ALL, 1L, 2L, 3L).steps()).hasSize(3 * plan(ALL, 1L).steps().size());
  }

  @Test
  void strategiesThatComeToTheSameAreOne() {
    Plan plan = Planner.plan(study(ALL, new Study.Lambda(0, 0, 0), List.of(1L)));

    assertThat(plan.steps()).hasSize(plan(List.of(Strategy.NO_TFT), 1L).steps().size());
    assertThat(plan.cells()).hasSize(12);
  }

  @Test
  void lambdaIsUsedWhereTheStrategySaysAndAlwaysByTheCeiling() {
    Plan plan = plan(ALL, 1L);

    assertThat(lambda(plan, Strategy.NO_TFT, Role.WEAK)).isZero();
    assertThat(lambda(plan, Strategy.NO_TFT, Role.WTS_NAIVE)).isZero();
    assertThat(lambda(plan, Strategy.WEAK_TFT, Role.WEAK)).isEqualTo(1);
    assertThat(lambda(plan, Strategy.WEAK_TFT, Role.WTS_AUX)).isZero();
    assertThat(lambda(plan, Strategy.WEAK_WTS_TFT, Role.WEAK)).isEqualTo(1);
    assertThat(lambda(plan, Strategy.WEAK_WTS_TFT, Role.WTS_NAIVE)).isEqualTo(2);
    assertThat(lambda(plan, Strategy.WEAK_WTS_TFT, Role.WTS_AUX)).isEqualTo(2);
    assertThat(ALL).allSatisfy(s -> assertThat(lambda(plan, s, Role.CEILING)).isEqualTo(3));
  }

  @Test
  void onlyWtsAuxKnowsAlpha() {
    Plan plan = plan(ALL, 1L);

    assertThat(supervision(plan, Role.WTS_AUX)).isEqualTo(new Supervision.WtsAux(.2, .25));
    assertThat(supervision(plan, Role.WTS_NAIVE)).isEqualTo(new Supervision.WtsNaive());
    assertThat(supervision(plan, Role.CEILING)).isEqualTo(new Supervision.GroundTruth());
  }

  @Test
  void theForestHoldsEveryPlannedStepOnceAndParentsComeFirst() {
    Plan plan = plan(ALL, 1L, 2L);
    List<StepKey> keys = plan.steps().stream().map(PlannedStep::key).toList();

    assertThat(plan.roots().stream().flatMap(Lineage::all).map(Lineage::key).toList())
        .containsExactlyElementsOf(keys)
        .doesNotHaveDuplicates();
    Set<StepKey> earlier = new HashSet<>();
    for (PlannedStep step : plan.steps()) {
      assertThat(step.parent())
          .matches(parent -> parent.isEmpty() || earlier.contains(parent.get()));
      assertThat(step.key()).isEqualTo(StepKey.of(step.step(), step.parent(), step.shards()));
      earlier.add(step.key());
    }
  }

  @Test
  void labellingAndEvaluationAreCutAndTrainingIsNot() {
    for (PlannedStep step : plan(ALL, 1L).steps()) {
      int expected = step.step() instanceof Label ? 3 : step.step() instanceof Evaluate ? 2 : 1;
      assertThat(step.shards()).as(step.title()).isEqualTo(expected);
    }
  }

  @Test
  void titlesTellStepsApart() {
    List<String> titles = plan(ALL, 1L, 2L).steps().stream().map(PlannedStep::title).toList();

    assertThat(titles)
        .doesNotHaveDuplicates()
        .contains(
            "weak model, Weak TFT and Weak+WTS TFT, seed 2",
            "evaluation of WTS-Aux, No TFT, seed 1",
            "strong ceiling, seed 1");
  }

  private static StepKey trained(Plan plan, Strategy strategy, Role role) {
    return plan.cells().stream()
        .filter(cell -> cell.strategy() == strategy && cell.role() == role)
        .map(Cell::trained)
        .findFirst()
        .orElseThrow();
  }

  private static Step step(Plan plan, Strategy strategy, Role role) {
    Map<StepKey, PlannedStep> steps =
        plan.steps().stream().collect(Collectors.toMap(PlannedStep::key, Function.identity()));
    return steps.get(trained(plan, strategy, role)).step();
  }

  private static double lambda(Plan plan, Strategy strategy, Role role) {
    Step step = step(plan, strategy, role);
    return step instanceof TrainWeak weak ? weak.lambda() : ((TrainStrong) step).lambda();
  }

  private static Supervision supervision(Plan plan, Role role) {
    return ((TrainStrong) step(plan, Strategy.NO_TFT, role)).supervision();
  }
}
