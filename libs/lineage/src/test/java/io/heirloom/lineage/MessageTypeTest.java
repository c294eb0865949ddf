package io.heirloom.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTypeTest {
  private static final MessageType KNOWN = new MessageType("io.heirloom.step-order", 2);

  @Test
  void aTypeIsANameAndAVersion() {
    assertThat(MessageType.parse("io.heirloom.step-order.v2")).contains(KNOWN);
    assertThat(KNOWN).hasToString("io.heirloom.step-order.v2");
    assertThat(MessageType.parse(Topics.ORDER_TYPE).map(MessageType::toString))
        .contains(Topics.ORDER_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "io.heirloom.step-order", ".v2", "a.v0", "a.v-1", "a.v1234567890", "a.v2 "})
  void whatHasNoVersionIsNoType(String text) {
    assertThat(MessageType.parse(text)).isEmpty();
  }

  @Test
  void onlyALaterVersionOfTheSameIsNewer() {
    assertThat(new MessageType(KNOWN.name(), 10).isNewerThan(KNOWN)).isTrue();
    assertThat(KNOWN.isNewerThan(KNOWN)).isFalse();
    assertThat(new MessageType(KNOWN.name(), 1).isNewerThan(KNOWN)).isFalse();
    assertThat(new MessageType("io.heirloom.step-event", 3).isNewerThan(KNOWN)).isFalse();
  }
}
