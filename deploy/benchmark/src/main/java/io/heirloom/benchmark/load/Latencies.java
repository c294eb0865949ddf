package io.heirloom.benchmark.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How long answers took, by kind of question. */
final class Latencies {
  private static final String ROW = "%8s %10s %10s %10s %10s";
  private static final int DIGITS = 3;
  private static final double MICROSECONDS = 1e3;
  private static final double HIGH = 99;

  private final SortedMap<String, Histogram> byKind = new TreeMap<>();
  private final Histogram all = new Histogram(DIGITS);
  private final Histogram recent = new Histogram(DIGITS);

  /** Takes note of an answer. */
  synchronized void add(String kind, double milliseconds) {
    long microseconds = Math.max(0, Math.round(milliseconds * MICROSECONDS));
    byKind.computeIfAbsent(kind, first -> new Histogram(DIGITS)).recordValue(microseconds);
    all.recordValue(microseconds);
    recent.recordValue(microseconds);
  }

  /** The 99th percentile of all answers, in milliseconds. */
  synchronized double high() {
    return high(all);
  }

  /** The 99th percentile of the answers since this was asked last, in milliseconds. */
  synchronized double recentHigh() {
    double high = high(recent);
    recent.reset();
    return high;
  }

  /** A line for each kind, and one for all. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("GET", "number", "p50, ms", "p99, ms", "most, ms"));
    byKind.forEach((kind, times) -> lines.add(line(kind, times)));
    lines.add(line("all", all));
    return lines;
  }

  private static String line(String kind, Histogram times) {
    return ROW.formatted(
        kind,
        times.getTotalCount(),
        text(times.getValueAtPercentile(50) / MICROSECONDS),
        text(high(times)),
        text(times.getMaxValue() / MICROSECONDS));
  }

  private static double high(Histogram times) {
    return times.getValueAtPercentile(HIGH) / MICROSECONDS;
  }

  private static String text(double milliseconds) {
    return String.format(Locale.ROOT, "%.1f", milliseconds);
  }
}
