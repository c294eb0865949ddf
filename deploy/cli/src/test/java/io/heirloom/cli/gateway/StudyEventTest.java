package io.heirloom.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StudyEventTest {
  @Test
  void aStepIsReadWithWhatIsNotKnownYetLeftEmpty() {
    String data =
        """
        {"study": "abc", "step": {"key": "k", "operation": "label", "title": "labels, seed 1",
         "state": "running", "round": 3, "worker": "labeler-2", "delivery": 2, "done": 3, "total": 10,
         "shards": [{"index": 0, "count": 1, "worker": null, "state": "running"}],
         "started_at": "2026-01-01T00:00:00Z", "ended_at": null, "seconds": null,
         "artifact": null, "metrics": {}, "reason": null}}
        """;

    assertThat(StudyEvent.of(new ServerSentEvent("1", "step", data)))
        .contains(
            new StudyEvent.StepChanged(
                new StepView(
                    "k",
                    "labels, seed 1",
                    StepState.RUNNING,
                    3,
                    Optional.of("labeler-2"),
                    2,
                    3,
                    10,
                    Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void theEndOfAStudyIsRead() {
    String data = "{\"study\": \"abc\", \"state\": \"failed\", \"ended_at\": null}";

    assertThat(StudyEvent.of(new ServerSentEvent("9", "study", data)))
        .contains(new StudyEvent.StudyChanged(StudyState.FAILED));
  }

  @Test
  void otherEventsArePassedOver() {
    assertThat(StudyEvent.of(new ServerSentEvent("2", "metric", "{}"))).isEmpty();
  }
}
