package io.heirloom.gateway.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A report as a table for programs: a line for each metric of each model, part of the task and seed
 * (part is empty where there is one only, "all" for all together), and for each metric's mean and
 * deviation over seeds.
 */
public final class ReportCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "study",
              "strategy",
              "role",
              "seed",
              "metric",
              "metric_role",
              "better",
              "statistic",
              "value",
              "part",
              "trained",
              "evaluated",
              "checkpoint",
              "evaluation")
          .get();

  private ReportCsv() {}

  /** Comma-separated values (RFC 4180) with a header. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (Report.StrategyResult strategy : report.strategies()) {
        for (Report.ModelResult model : strategy.models()) {
          for (Report.MetricMeaning metric : report.metrics()) {
            print(printer, report, strategy, model, metric);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void print(
      CSVPrinter printer,
      Report report,
      Report.StrategyResult strategy,
      Report.ModelResult model,
      Report.MetricMeaning metric)
      throws IOException {
    for (Report.SeedResult seed : model.seeds()) {
      boolean single = seed.parts().size() == 1;
      if (!single) {
        value(printer, report, strategy, model, metric, seed, Optional.empty());
      }
      for (Report.PartResult part : seed.parts()) {
        value(printer, report, strategy, model, metric, seed, Optional.of(part));
      }
    }
    Report.Summary summary = model.metrics().get(metric.name());
    if (summary != null) {
      summary(printer, report, strategy, model, metric, "mean", summary.mean());
      if (summary.deviation().isPresent()) {
        summary(
            printer,
            report,
            strategy,
            model,
            metric,
            "deviation",
            summary.deviation().getAsDouble());
      }
    }
  }

  /** A line for a metric of one part's model, or of all parts' together. */
  private static void value(
      CSVPrinter printer,
      Report report,
      Report.StrategyResult strategy,
      Report.ModelResult model,
      Report.MetricMeaning metric,
      Report.SeedResult seed,
      Optional<Report.PartResult> part)
      throws IOException {
    Double value = part.map(Report.PartResult::metrics).orElse(seed.metrics()).get(metric.name());
    if (value != null) {
      printer.printRecord(
          report.id(),
          strategy.strategy(),
          model.role(),
          seed.seed(),
          metric.name(),
          metric.role(),
          metric.better(),
          "value",
          value,
          part.map(Report.PartResult::part).orElse("all"),
          part.map(Report.PartResult::trained).orElse(null),
          part.map(Report.PartResult::evaluated).orElse(null),
          part.flatMap(Report.PartResult::checkpoint).orElse(null),
          part.flatMap(Report.PartResult::evaluation).orElse(null));
    }
  }

  private static void summary(
      CSVPrinter printer,
      Report report,
      Report.StrategyResult strategy,
      Report.ModelResult model,
      Report.MetricMeaning metric,
      String statistic,
      double value)
      throws IOException {
    printer.printRecord(
        report.id(),
        strategy.strategy(),
        model.role(),
        null,
        metric.name(),
        metric.role(),
        metric.better(),
        statistic,
        value,
        null,
        null,
        null,
        null,
        null);
  }
}
