package io.heirloom.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFormatTest {
  @ParameterizedTest
  @CsvSource({
    "text, html, HTML",
    "text, markdown, MARKDOWN",
    "text, csv, CSV",
    "text, plain, TEXT",
    "application, json, JSON",
    "*, *, JSON",
    "image, png, JSON"
  })
  void isTheOneThatIsAcceptable(String type, String subtype, ReportFormat format) {
    assertThat(ReportFormat.of(Optional.empty(), List.of(new MediaType(type, subtype))))
        .isEqualTo(format);
  }

  @Test
  void isTheOneNamedWhateverIsAcceptable() {
    assertThat(ReportFormat.of(Optional.of("html"), List.of(MediaType.TEXT_PLAIN_TYPE)))
        .isEqualTo(ReportFormat.HTML);
  }

  @Test
  void saysWhichThereAreWhereThereIsNoneOfTheName() {
    assertThatThrownBy(() -> ReportFormat.of(Optional.of("pdf"), List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("format", "pdf", "json, csv, text, html, markdown");
  }
}
