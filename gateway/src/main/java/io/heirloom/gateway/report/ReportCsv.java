package io.heirloom.gateway.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A report as a table for programs: a line for each metric of each model, part of the task and seed
 * (part is empty where there is one only, "all" for all together), and for each metric's mean and
 * deviation over seeds. What the study varies has columns of its own.
 */
public final class ReportCsv {
  private static final List<String> HEADS =
      List.of(
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
          "evaluation");

  private final Report report;
  private final CSVPrinter printer;

  private ReportCsv(Report report, CSVPrinter printer) {
    this.report = report;
    this.printer = printer;
  }

  /** Comma-separated values (RFC 4180) with a header. */
  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    List<String> heads = new ArrayList<>(List.of("study"));
    report.axes().forEach(axis -> heads.add(axis.name()));
    heads.addAll(HEADS);
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(heads.toArray(String[]::new)).get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      new ReportCsv(report, printer).print();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void print() throws IOException {
    for (Report.PointResult point : report.points()) {
      for (Report.StrategyResult strategy : point.strategies()) {
        for (Report.ModelResult model : strategy.models()) {
          for (Report.MetricMeaning metric : report.metrics()) {
            print(new Place(point, strategy.strategy(), model.role(), metric), model);
          }
        }
      }
    }
  }

  private void print(Place place, Report.ModelResult model) throws IOException {
    for (Report.SeedResult seed : model.seeds()) {
      if (seed.parts().size() > 1) {
        print(place, seed.seed(), seed.metrics(), "all", null, null, null, null);
      }
      for (Report.PartResult part : seed.parts()) {
        print(
            place,
            seed.seed(),
            part.metrics(),
            part.part(),
            part.trained(),
            part.evaluated(),
            part.checkpoint().orElse(null),
            part.evaluation().orElse(null));
      }
    }
    Report.Summary summary = model.metrics().get(place.metric().name());
    if (summary != null) {
      print(place, null, "mean", summary.mean());
      if (summary.deviation().isPresent()) {
        print(place, null, "deviation", summary.deviation().getAsDouble());
      }
    }
  }

  /** A line for a metric of one part's model, or of all parts' together. */
  private void print(Place place, long seed, SortedMap<String, Double> metrics, Object... origin)
      throws IOException {
    Double value = metrics.get(place.metric().name());
    if (value != null) {
      print(place, seed, "value", value, origin);
    }
  }

  /**
   * @param origin the part, the steps and the artifacts the value comes from; none: empty
   */
  private void print(Place place, Long seed, String statistic, double value, Object... origin)
      throws IOException {
    List<Object> cells = new ArrayList<>(List.of(report.id()));
    cells.addAll(place.point().settings().values());
    cells.addAll(
        Arrays.asList(
            place.strategy(),
            place.role(),
            seed,
            place.metric().name(),
            place.metric().role(),
            place.metric().better(),
            statistic,
            value));
    cells.addAll(Arrays.asList(Arrays.copyOf(origin, 5)));
    printer.printRecord(cells);
  }

  /** Where in the study's table a number stands. */
  private record Place(
      Report.PointResult point, String strategy, String role, Report.MetricMeaning metric) {}
}
