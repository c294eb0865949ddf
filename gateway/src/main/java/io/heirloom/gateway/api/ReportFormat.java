package io.heirloom.gateway.api;

import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.report.ReportCsv;
import io.heirloom.gateway.report.ReportMarkdown;
import io.heirloom.gateway.report.ReportText;
import io.heirloom.gateway.report.page.ReportHtml;
import io.heirloom.lineage.InvalidInputException;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The forms in which a report can be had. */
enum ReportFormat {
  JSON("application", "json", Function.identity()),
  CSV("text", "csv", ReportCsv::of),
  TEXT("text", "plain", ReportText::of),
  HTML("text", "html", ReportHtml::of),
  MARKDOWN("text", "markdown", ReportMarkdown::of);

  private static final String NAMES =
      Arrays.stream(values())
          .map(format -> format.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  private final MediaType mediaType;
  private final Function<Report, ?> writer;

  ReportFormat(String type, String subtype, Function<Report, ?> writer) {
    this.mediaType = new MediaType(type, subtype, "UTF-8");
    this.writer = writer;
  }

  /**
   * The format asked for by name, else the first acceptable one, else JSON.
   *
   * @throws InvalidInputException if there is none of that name
   */
  static ReportFormat of(Optional<String> name, List<MediaType> acceptable) {
    if (name.isPresent()) {
      return Arrays.stream(values())
          .filter(format -> format.name().equalsIgnoreCase(name.get()))
          .findFirst()
          .orElseThrow(() -> new InvalidInputException("format", name.get(), NAMES));
    }
    return acceptable.stream()
        .flatMap(
            type -> Arrays.stream(values()).filter(format -> type.isCompatible(format.mediaType)))
        .findFirst()
        .orElse(JSON);
  }

  MediaType mediaType() {
    return mediaType;
  }

  /** What is to be sent: text, or what becomes JSON. */
  Object write(Report report) {
    return writer.apply(report);
  }
}
