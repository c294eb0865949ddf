package io.heirloom.gateway.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heirloom.gateway.report.Report;
import io.quarkus.qute.Engine;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A report as a page of its own: pictures before numbers, without scripts or outside requests. */
public final class ReportHtml {
  private static final RawString STYLE = new RawString(resource("report.css"));
  private static final Template LAYOUT =
      Engine.builder()
          .addDefaults()
          .addValueResolver(new ReflectionValueResolver())
          .addResultMapper(new PageText())
          .build()
          .parse(resource("report.html"));

  private ReportHtml() {}

  /** An HTML document that is well-formed XML too. */
  public static String of(Report report) {
    return LAYOUT.render(new PageBuilder(report).build(STYLE));
  }

  private static String resource(String name) {
    try (InputStream resource = ReportHtml.class.getResourceAsStream(name)) {
      return new String(resource.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
