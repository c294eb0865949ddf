package io.heirloom.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final List<Strategy> ALL = List.of(Strategy.values());

  private static final Study.Alpha ALPHA = new Study.Alpha(.2, .25);

  private static Plan plan(List<Strategy> strategies, Long... seeds) {
    return plan(strategies, List.of(new Study.Lambda(1, 2, 3)), List.of(ALPHA), seeds);
  }

  private static Plan plan(
      List<Strategy> strategies,
      List<Study.Lambda> lambdas,
      List<Study.Alpha> alphas,
      Long... seeds) {
    Grid grid = ExampleStudy.grid(lambdas, alphas);
    return Planner.plan(ExampleStudy.study(grid, List.of(), strategies, List.of(seeds)), grid);
  }

  private static List<Study.Lambda> together(double... lambdas) {
    return Arrays.stream(lambdas)
        .mapToObj(lambda -> new Study.Lambda(lambda, lambda, lambda))
        .toList();
  }

  private static List<Study.Alpha> alphas(double... alphas) {
    return Arrays.stream(alphas).mapToObj(alpha -> new Study.Alpha(alpha, .25)).toList();
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
    Plan plan = plan(ALL, together(0), List.of(ALPHA), 1L);

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

  @Test
  void aGridDoesWhatItsPointsShareOnce() {
    Plan plan = plan(ALL, together(.1, .2, .3, .4), alphas(.1, .2, .3), 1L, 2L, 3L);

    // For each seed: No TFT has a weak model, its labels, one WTS-Naive and three WTS-Aux; Weak TFT
    // has the same for each of four lambdas; Weak+WTS TFT shares weak model and labels with it;
    // there are four ceilings. Every model is evaluated.
    int models = (1 + 1 + 3) + 4 * (1 + 1 + 3) + 4 * (1 + 3) + 4;
    int labels = 1 + 4;
    assertThat(plan.steps()).hasSize(3 * (2 * models + labels));
    assertThat(plan.cells()).hasSize(12 * 3 * 4 * 3);
    assertThat(plan.asked()).isEqualTo(12 * 3 * 9 * 3);
    assertThat((double) plan.steps().size() / plan.asked()).isLessThan(.45);
  }

  @Test
  void whatAStudyAsksForIsKnownBeforeItIsPlanned() {
    Grid grid = ExampleStudy.grid(together(.1, .2, .3), alphas(.1, .2));
    Study study = ExampleStudy.study(grid, List.of(), ALL, List.of(1L, 2L));

    assertThat(Planner.asked(study, grid)).isEqualTo(Planner.plan(study, grid).asked());
  }

  @Test
  void anotherSeedOrPointOfTheGridLeavesTheOtherStepsAsTheyWere() {
    Plan before = plan(ALL, together(.1, .2), alphas(.1, .2), 1L, 2L);
    Plan seed = plan(ALL, together(.1, .2), alphas(.1, .2), 1L, 2L, 3L);
    Plan lambda = plan(ALL, together(.1, .2, .3), alphas(.1, .2), 1L, 2L);

    assertThat(keys(seed)).containsAll(keys(before)).hasSize(before.steps().size() * 3 / 2);
    assertThat(keys(lambda)).containsAll(keys(before));
  }

  @Test
  void titlesOfAGridTellStepsApartByWhatIsTheSameForAllTheyServe() {
    Plan plan = plan(ALL, together(.1, 2), alphas(.1, .2), 1L);

    assertThat(plan.steps().stream().map(PlannedStep::title))
        .doesNotHaveDuplicates()
        .contains(
            "weak model, No TFT, seed 1",
            "weak model, Weak TFT and Weak+WTS TFT, lambda 2, seed 1",
            "WTS-Aux, Weak TFT, lambda 0.1, alpha.max 0.2, seed 1",
            "strong ceiling, lambda 0.1, seed 1");
  }

  @Test
  void aStageTrainsOnlyWhatItIsDecidedByAndJudgesItOnValidationRows() {
    Grid grid =
        ExampleStudy.grid(
            List.of(
                new Study.Lambda(.1, .5, .1),
                new Study.Lambda(.1, .5, .2),
                new Study.Lambda(.3, .5, .1),
                new Study.Lambda(.3, .5, .2)),
            alphas(.1, .2));
    Stage stage =
        new Stage(
            List.of(Dimension.LAMBDA_WEAK, Dimension.LAMBDA_CEILING),
            new Stage.Rule.Knee(),
            List.of(7L));
    Study study = ExampleStudy.study(grid, List.of(stage), ALL, List.of(7L, 8L));

    Plan plan = Planner.probe(study, grid, stage);

    assertThat(operations(plan))
        .isEqualTo(Map.of("train-weak", 2L, "train-strong", 2L, "evaluate", 4L));
    assertThat(plan.probes())
        .extracting(Probe::dimension, Probe::value)
        .containsExactly(
            tuple(Dimension.LAMBDA_WEAK, .1),
            tuple(Dimension.LAMBDA_WEAK, .3),
            tuple(Dimension.LAMBDA_CEILING, .1),
            tuple(Dimension.LAMBDA_CEILING, .2));
    assertThat(plan.steps().stream().map(PlannedStep::step))
        .filteredOn(Evaluate.class::isInstance)
        .allSatisfy(step -> assertThat(((Evaluate) step).on()).isEqualTo(Evaluate.Rows.VALIDATION));
  }

  @Test
  void aStageOfAlphaIsDecidedByWtsAuxInEveryStrategyAtTheLambdasChosen() {
    Grid grid = ExampleStudy.grid(together(.1, .3), alphas(.1, .2)).at(Dimension.LAMBDA, .3);
    Stage stage = new Stage(List.of(Dimension.ALPHA_MAX), new Stage.Rule.Knee(), List.of(7L));
    Study study = ExampleStudy.study(grid, List.of(stage), ALL, List.of(7L));

    Plan plan = Planner.probe(study, grid, stage);

    assertThat(plan.probes()).hasSize(2 * 3);
    assertThat(operations(plan))
        .isEqualTo(Map.of("train-weak", 2L, "label", 2L, "train-strong", 6L, "evaluate", 6L));
    assertThat(plan.steps().stream().map(PlannedStep::step))
        .filteredOn(TrainStrong.class::isInstance)
        .extracting(step -> ((TrainStrong) step).lambda())
        .containsOnly(0.0, .3);
  }

  private static List<StepKey> keys(Plan plan) {
    return plan.steps().stream().map(PlannedStep::key).toList();
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
