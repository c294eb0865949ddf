package io.heirloom.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class GcCommandTest {
  private final GcCommand.Age age = new GcCommand.Age();

  @Test
  void anAgeIsANumberOfHoursOrDays() {
    assertThat(age.convert("12h")).isEqualTo(Duration.ofHours(12));
    assertThat(age.convert("7d")).isEqualTo(Duration.ofDays(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "d", "7", "7 d", "-7d", "7m", "999999d"})
  void anythingElseIsNone(String text) {
    assertThatThrownBy(() -> age.convert(text)).isInstanceOf(TypeConversionException.class);
  }
}
