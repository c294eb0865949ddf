package io.heirloom.chaos.growth;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What processes held over time, and whether that grows. */
final class Growth {
  private static final String HEADING = "%-16s %-10s %10s %10s %10s %12s%n";
  private static final String ROW = "%-16s %-10s %10.1f %10.1f %10.1f %12.2f  %s%n";

  private final Map<String, List<ProcessSample>> samples = new TreeMap<>();

  /** What is looked at, in which unit, and how much more of it is not growth yet. */
  private enum Measure {
    HEAP("heap MB", ProcessSample::heap, 1024, 0.1, 3),
    RESIDENT("memory MB", ProcessSample::resident, 1024, 0.1, 20),
    FILES("files", ProcessSample::files, 1, 0.05, 3),
    THREADS("threads", ProcessSample::threads, 1, 0.05, 3);

    private final String title;
    private final ToDoubleFunction<ProcessSample> of;
    private final double unit;
    private final double share;
    private final double least;

    Measure(
        String title, ToDoubleFunction<ProcessSample> of, double unit, double share, double least) {
      this.title = title;
      this.of = of;
      this.unit = unit;
      this.share = share;
      this.least = least;
    }

    Series series(List<ProcessSample> samples) {
      return new Series(samples.stream().map(sample -> of.applyAsDouble(sample) / unit).toList());
    }
  }

  void add(String process, ProcessSample sample) {
    samples.computeIfAbsent(process, first -> new ArrayList<>()).add(sample);
  }

  /**
   * Prints the means of each third and the slope.
   *
   * @param stepsBetween steps done from one sample to the next
   * @return whether nothing grew
   */
  boolean print(PrintWriter out, double stepsBetween) {
    boolean steady = true;
    out.printf(HEADING, "process", "", "1st third", "2nd third", "3rd third", "in 1000 steps");
    for (Map.Entry<String, List<ProcessSample>> process : samples.entrySet()) {
      for (Measure measure : Measure.values()) {
        Series series = measure.series(process.getValue());
        boolean grew = series.grew(measure.share, measure.least);
        steady &= !grew;
        out.printf(
            ROW,
            process.getKey(),
            measure.title,
            series.third(0),
            series.third(1),
            series.third(2),
            series.slope() * 1000 / stepsBetween,
            grew ? "GREW" : "");
      }
    }
    out.flush();
    return steady;
  }
}
