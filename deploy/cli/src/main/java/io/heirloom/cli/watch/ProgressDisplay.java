package io.heirloom.cli.watch;

import java.io.PrintWriter;
import java.time.Instant;

/** Shows a study's progress to a person. */
interface ProgressDisplay extends AutoCloseable {
  /** Bars where there is a terminal, else a line now and then. */
  static ProgressDisplay on(PrintWriter out) {
    return TerminalDisplay.open()
        .<ProgressDisplay>map(display -> display)
        .orElseGet(() -> new PlainDisplay(out));
  }

  /** Shows that a step goes on to another state. */
  void changed(StudyProgress.Change change, Instant now);

  /** Shows how far everything is; called several times a second. */
  void refresh(StudyProgress progress, Instant now);

  /** Says something beside the progress. */
  void say(String message, Instant now);

  /** Leaves the terminal as it was, with the last state shown. */
  @Override
  void close();
}
