package io.heirloom.chaos;

import io.heirloom.chaos.evidence.EventTape.Loss;
import io.heirloom.chaos.trial.Outcome;
import java.io.PrintWriter;
import java.time.Duration;

/** How outcomes are printed: a row each. */
final class Table {
  private static final String ROW = "%-9s %-64s %5s %9s %9s %8s  %s%n";

  private Table() {}

  static void heading(PrintWriter out) {
    out.printf(ROW, "seed", "faults", "steps", "repeated", "recovery", "time", "");
    out.flush();
  }

  static void row(PrintWriter out, String name, Outcome outcome) {
    out.printf(
        ROW,
        name,
        outcome.faults(),
        outcome.steps(),
        time(outcome.mostRepeated()),
        time(outcome.slowestRecovery()),
        time(outcome.took()),
        outcome.good() ? "ok" : "FAILED");
    outcome.complaints().forEach(complaint -> out.println("  " + complaint));
    out.flush();
  }

  /** What taking workers away cost, in all and at most. */
  static void losses(PrintWriter out, Outcome outcome) {
    Duration repeated =
        outcome.losses().stream().map(Loss::repeated).reduce(Duration.ZERO, Duration::plus);
    out.printf(
        "%d of %d hit a worker with an order; %s of work repeated, %s at most; orders waited %s at"
            + " most%n",
        outcome.losses().size(),
        outcome.effects().size(),
        time(repeated),
        time(outcome.mostRepeated()),
        time(outcome.slowestRecovery()));
    out.flush();
  }

  static String time(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1e3);
  }
}
