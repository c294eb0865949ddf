package io.heirloom.cli.gateway;

import java.util.Optional;

/** Something that happened in a study, as the gateway tells those who watch it. */
public sealed interface StudyEvent {
  /** A step stands differently. */
  record StepChanged(StepView step) implements StudyEvent {}

  /** Nothing more happens. */
  record Ended(StudyState state) implements StudyEvent {}

  /** Reads an event; empty if it is of a kind that is not shown. */
  static Optional<StudyEvent> of(ServerSentEvent event) {
    return switch (event.name()) {
      case "step" -> Optional.of(GatewayJson.read(event.data(), StepChanged.class));
      case "study" -> Optional.of(GatewayJson.read(event.data(), Ended.class));
      default -> Optional.empty();
    };
  }
}
