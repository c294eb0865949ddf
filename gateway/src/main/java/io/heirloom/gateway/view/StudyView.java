package io.heirloom.gateway.view;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study as clients see it.
 *
 * @param state {@code running}, {@code completed}, {@code failed} or {@code cancelled}
 * @param reason why it failed, where no step did
 * @param notes what is done otherwise than was asked for, and why
 * @param stages in which settings are chosen; what follows is planned when they are decided
 * @param steps how many of those planned so far stand where
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StudyView(
    String id,
    String name,
    String property,
    String state,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<String> reason,
    List<String> notes,
    Stages stages,
    Steps steps) {

  /** How many stages of selection there are, and how many are decided. */
  public record Stages(int total, int decided) {}

  /** How many steps stand where; {@code total} is their sum. */
  public record Steps(
      long total,
      long waiting,
      long running,
      long done,
      long reused,
      long failed,
      long skipped,
      long cancelled) {

    /** From the number of steps in each state; a state may be absent. */
    public static Steps of(Map<StepState, Long> counts) {
      return new Steps(
          counts.values().stream().mapToLong(Long::longValue).sum(),
          counts.getOrDefault(StepState.WAITING, 0L),
          counts.getOrDefault(StepState.RUNNING, 0L),
          counts.getOrDefault(StepState.COMPLETED, 0L),
          counts.getOrDefault(StepState.REUSED, 0L),
          counts.getOrDefault(StepState.FAILED, 0L),
          counts.getOrDefault(StepState.SKIPPED, 0L),
          counts.getOrDefault(StepState.CANCELLED, 0L));
    }
  }

  /** The view of a study whose steps are counted. */
  public static StudyView of(StudyEntity study, Map<StepState, Long> counts) {
    return new StudyView(
        study.id().value(),
        study.name(),
        study.property(),
        study.state().title(),
        study.createdAt(),
        study.endedAt(),
        study.reason(),
        study.notes(),
        new Stages(study.stages(), study.decided()),
        Steps.of(counts));
  }
}
