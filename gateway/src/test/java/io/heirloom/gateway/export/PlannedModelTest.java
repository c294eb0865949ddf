package io.heirloom.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.plan.ExampleStudy;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PlannedModelTest {
  private static final Stage STAGE =
      new Stage(List.of(Dimension.LAMBDA_WEAK), new Stage.Rule.BestTrust(.1), List.of(7L));

  private final Grid grid =
      ExampleStudy.grid(
          DoubleStream.of(.1, .2).mapToObj(l -> new Study.Lambda(l, l, l)).toList(),
          List.of(new Study.Alpha(.2, .25)));

  @Test
  void everyModelOfATableIsFoundWithItsSettings() {
    Study study = ExampleStudy.study(grid, List.of(), List.of(Strategy.values()), List.of(1L, 2L));
    Plan plan = Planner.plan(study, grid);

    for (Cell cell : plan.cells()) {
      PlannedModel model =
          PlannedModel.of(cell.trained(), study, List.of(), plan.cells()).orElseThrow();

      assertThat(model.step()).isEqualTo(step(plan, cell.trained()));
      assertThat(model.tested()).containsExactly(cell.evaluated().toString());
      assertThat(model.serves()).contains(cell.strategy());
      assertThat(model.step() instanceof TrainWeak).isEqualTo(cell.role() == Role.WEAK);
    }
    PlannedModel ceiling = PlannedModel.of(ceiling(plan), study, List.of(), plan.cells()).get();
    assertThat(ceiling.serves()).containsExactly(Strategy.values());
  }

  @Test
  void aModelThatWasOnlyTriedIsFoundInItsStage() {
    Study study = ExampleStudy.study(grid, List.of(STAGE), List.of(Strategy.values()), List.of(1L));
    Plan probes = Planner.probe(study, grid, STAGE);
    StageEntity stage = new StageEntity(new StudyId("it"), 0, probes.probes());
    PlannedStep tried =
        probes.steps().stream().filter(s -> s.step() instanceof TrainWeak).findFirst().get();

    PlannedModel model =
        PlannedModel.of(tried.key(), study, List.of(stage), List.of()).orElseThrow();

    assertThat(model.step()).isEqualTo(tried.step());
    assertThat(model.serves()).isEmpty();
    assertThat(model.tested()).isEmpty();
  }

  @Test
  void aStepOfAnotherRecipeIsNotFound() {
    Study study = ExampleStudy.study(grid, List.of(), List.of(Strategy.NO_TFT), List.of(1L));
    StepKey former = new StepKey(Digest.of("former"));
    List<Cell> cells = List.of(new Cell(0, Strategy.NO_TFT, Role.WEAK, "", 1, former, former));

    assertThat(PlannedModel.of(former, study, List.of(), cells)).isEmpty();
    assertThat(PlannedModel.of(former, study, List.of(), List.of())).isEmpty();
  }

  private static StepKey ceiling(Plan plan) {
    return plan.steps().stream()
        .filter(planned -> planned.parent().isEmpty() && planned.step() instanceof TrainStrong)
        .findFirst()
        .orElseThrow()
        .key();
  }

  private static Object step(Plan plan, StepKey key) {
    return plan.steps().stream()
        .filter(planned -> planned.key().equals(key))
        .findFirst()
        .orElseThrow()
        .step();
  }
}
