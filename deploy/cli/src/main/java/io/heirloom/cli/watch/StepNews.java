package io.heirloom.cli.watch;

import io.heirloom.cli.gateway.StepView;
import java.time.Duration;
import java.util.Locale;

/** Says in a line what became of a step. */
final class StepNews {
  private StepNews() {}

  static String of(StepView step) {
    String title = step.title();
    return switch (step.state()) {
      case WAITING -> "waiting    " + title;
      case RUNNING -> "started    " + title + worker(step) + again(step);
      case COMPLETED -> "completed  " + title + seconds(step);
      case REUSED -> "reused     " + title;
      case FAILED -> "failed     " + title + reason(step);
      case SKIPPED -> "skipped    " + title + reason(step);
      case CANCELLED -> "cancelled  " + title;
    };
  }

  private static String worker(StepView step) {
    return step.worker().map(worker -> " on " + worker).orElse("");
  }

  private static String again(StepView step) {
    return step.delivery() > 1 ? ", delivery " + step.delivery() : "";
  }

  private static String seconds(StepView step) {
    if (step.seconds().isEmpty()) {
      return "";
    }
    double seconds = step.seconds().getAsDouble();
    return seconds < 60
        ? String.format(Locale.ROOT, " in %.1f s", seconds)
        : " in " + ProgressLines.clock(Duration.ofSeconds((long) seconds));
  }

  private static String reason(StepView step) {
    return step.reason().map(reason -> ": " + reason).orElse("");
  }
}
