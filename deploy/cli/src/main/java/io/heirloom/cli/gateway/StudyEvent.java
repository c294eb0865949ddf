package io.heirloom.cli.gateway;

import java.util.List;
import java.util.Optional;

/** Something that happened in a study, as the gateway tells those who watch it. */
public sealed interface StudyEvent {
  /** A step stands differently. */
  record StepChanged(StepView step) implements StudyEvent {}

  /** Settings were chosen, and steps planned that follow from it. */
  record StageDecided(List<Choice> choices) implements StudyEvent {}

  /**
   * A setting that was chosen.
   *
   * @param reason one sentence
   */
  record Choice(String setting, double value, String reason) {}

  /** The study ended, or goes on after an end, as some of its steps are done anew. */
  record StudyChanged(StudyState state) implements StudyEvent {}

  /** Reads an event; empty if it is of a kind that is not shown. */
  static Optional<StudyEvent> of(ServerSentEvent event) {
    return switch (event.name()) {
      case "step" -> Optional.of(GatewayJson.read(event.data(), StepChanged.class));
      case "stage" -> Optional.of(GatewayJson.read(event.data(), StageDecided.class));
      case "study" -> Optional.of(GatewayJson.read(event.data(), StudyChanged.class));
      default -> Optional.empty();
    };
  }
}
