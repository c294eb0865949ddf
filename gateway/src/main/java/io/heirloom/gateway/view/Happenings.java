package io.heirloom.gateway.view;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.study.HappeningEntity;
import io.heirloom.gateway.study.HappeningKind;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.json.LineageJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What those who watch a study are told, in JSON. */
public final class Happenings {
  private Happenings() {}

  private record Step(String study, StepView step) {}

  private record Metric(String study, MetricPoint metric) {}

  @JsonNaming(SnakeCaseStrategy.class)
  private record Standing(String study, String state, Optional<Instant> endedAt) {}

  private record Decided(String study, List<Chosen> choices) {}

  private record Chosen(String setting, double value, String reason) {}

  /** A step stands differently. */
  public static HappeningEntity changed(
      StudyEntity study, StepEntity step, List<ShardEntity> shards) {
    return happening(
        study, HappeningKind.STEP, new Step(study.id().value(), StepView.of(step, shards)));
  }

  /** Something was measured. */
  public static HappeningEntity measured(StudyEntity study, MetricPoint point) {
    return happening(study, HappeningKind.METRIC, new Metric(study.id().value(), point));
  }

  /** A stage was decided; steps follow that were not planned before. */
  public static HappeningEntity decided(StudyEntity study, List<Choice> choices) {
    return happening(
        study,
        HappeningKind.STAGE,
        new Decided(
            study.id().value(),
            choices.stream()
                .map(
                    choice ->
                        new Chosen(choice.dimension().title(), choice.value(), choice.reason()))
                .toList()));
  }

  /** The study ended, or goes on after an end, as some of its steps are to be done anew. */
  public static HappeningEntity stands(StudyEntity study) {
    return happening(
        study,
        HappeningKind.STUDY,
        new Standing(study.id().value(), study.state().title(), study.endedAt()));
  }

  private static HappeningEntity happening(StudyEntity study, HappeningKind kind, Object said) {
    return new HappeningEntity(
        study, kind, new String(LineageJson.write(said), StandardCharsets.UTF_8));
  }
}
