package io.heirloom.gateway.report;

import io.heirloom.gateway.plan.Judges;
import io.heirloom.gateway.study.StageEntity;
import io.heirloom.lineage.study.Stage;
import io.heirloom.lineage.study.Study;

/** What came of stages in which settings were chosen. */
final class StageResults {
  private StageResults() {}

  static Report.StageResult of(StageEntity decided, Study study) {
    Stage stage = study.selection().get(decided.number());
    return new Report.StageResult(
        decided.number(),
        name(stage.rule()),
        stage.seeds(),
        decided.choices().stream()
            .map(
                choice ->
                    new Report.ChoiceResult(
                        choice.dimension().title(),
                        Judges.role(choice.dimension(), study).title(),
                        choice.value(),
                        choice.candidates(),
                        choice.reason()))
            .toList());
  }

  private static String name(Stage.Rule rule) {
    if (rule instanceof Stage.Rule.Knee) {
      return "knee";
    }
    return rule instanceof Stage.Rule.Weighted ? "weighted" : "best-trust";
  }
}
