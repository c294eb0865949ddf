package io.heirloom.cli.watch;

import io.heirloom.cli.gateway.StepView;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** For a log file or a pipe: a line when a step begins or ends, and now and then in between. */
final class PlainDisplay implements ProgressDisplay {
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private Instant spoken = Instant.EPOCH;

  PlainDisplay(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void changed(StudyProgress.Change change, Instant now) {
    say(StepNews.of(change.after()), now);
  }

  @Override
  public void refresh(StudyProgress progress, Instant now) {
    if (now.isBefore(spoken.plus(PAUSE))) {
      return;
    }
    for (StepView step : progress.running()) {
      say("running    " + ProgressLines.plain(step, now), now);
    }
    say(progress.name() + ": " + progress.summary(), now);
  }

  @Override
  public void say(String message, Instant now) {
    spoken = now;
    out.println(TIME.format(now) + "  " + message);
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
