package io.heirloom.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamParserTest {
  private final EventStreamParser parser = new EventStreamParser();

  @Test
  void anEventEndsWithAnEmptyLine() {
    assertThat(events("id: 7", "event: step", "data: {}", ""))
        .containsExactly(new ServerSentEvent("7", "step", "{}"));
  }

  @Test
  void severalDataLinesAreOneText() {
    assertThat(events("data: a", "data:b", "data:  c", ""))
        .containsExactly(new ServerSentEvent("", "message", "a\nb\n c"));
  }

  @Test
  void commentsAndUnknownFieldsAreNoEvents() {
    assertThat(events(":still running", "", "retry: 10", "what", "")).isEmpty();
  }

  @Test
  void theIdLastsUntilAnotherIsGivenButTheNameDoesNot() {
    assertThat(events("id: 7", "event: step", "data: a", "", "data: b", ""))
        .containsExactly(
            new ServerSentEvent("7", "step", "a"), new ServerSentEvent("7", "message", "b"));
  }

  @Test
  void aByteOrderMarkAtTheBeginningIsSkipped() {
    assertThat(events("\uFEFFdata: a", "")).extracting(ServerSentEvent::data).containsExactly("a");
  }

  @Test
  void anEndlessEventIsRefused() {
    String line = "data: " + "x".repeat(1 << 19);

    assertThatThrownBy(() -> events(line, line, line)).isInstanceOf(IllegalStateException.class);
  }

  private List<ServerSentEvent> events(String... lines) {
    return List.of(lines).stream().map(parser::next).flatMap(Optional::stream).toList();
  }
}
