package io.heirloom.cli.watch;

import io.heirloom.cli.gateway.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes progress as lines of text. */
final class ProgressLines {
  private static final int BAR = 24;
  private static final int LONGEST_TITLE = 44;
  // A guess from less than this is worth nothing.
  private static final double LEAST_SHARE_FOR_ESTIMATE = 0.03;

  private ProgressLines() {}

  /**
   * A bar for each running step and the summary, each no wider than the terminal.
   *
   * @param width of the terminal, in columns
   */
  static List<String> redrawn(StudyProgress progress, Instant began, Instant now, int width) {
    List<String> lines = new ArrayList<>();
    for (StepView step : progress.running()) {
      lines.add(cut(bar(step, now), width));
    }
    String elapsed = clock(Duration.between(began, now));
    lines.add(cut(progress.name() + ": " + progress.summary() + " · " + elapsed, width));
    return lines;
  }

  /** A step's title, its share in percent, and how long it will take if that is known. */
  static String plain(StepView step, Instant now) {
    return "%s: %s%s".formatted(step.title(), percent(step), left(step, now));
  }

  private static String bar(StepView step, Instant now) {
    int full = (int) Math.floor(step.share() * BAR);
    return ("%-" + LONGEST_TITLE + "s %s%s %s %s%s")
        .formatted(
            cut(step.title(), LONGEST_TITLE),
            "█".repeat(full),
            "░".repeat(BAR - full),
            percent(step),
            step.worker().orElse(""),
            left(step, now));
  }

  private static String percent(StepView step) {
    return String.format(Locale.ROOT, "%3.0f %%", step.share() * 100);
  }

  private static String left(StepView step, Instant now) {
    return estimate(step, now).map(left -> ", " + clock(left) + " left").orElse("");
  }

  private static Optional<Duration> estimate(StepView step, Instant now) {
    double share = step.share();
    if (share < LEAST_SHARE_FOR_ESTIMATE) {
      return Optional.empty();
    }
    return step.startedAt()
        .map(started -> Duration.between(started, now))
        .filter(elapsed -> !elapsed.isNegative())
        .map(elapsed -> Duration.ofMillis((long) (elapsed.toMillis() * (1 - share) / share)));
  }

  /** Such as {@code 0:07}, {@code 12:30} or {@code 1:02:03}. */
  static String clock(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String cut(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    return width < 1 ? "" : text.substring(0, width - 1) + "…";
  }
}
