package io.heirloom.chaos;

import io.heirloom.chaos.evidence.EventTape.Loss;
import io.heirloom.chaos.trial.Outcome;
import io.heirloom.chaos.trial.Trial.Undisturbed;
import java.io.PrintWriter;
import java.time.Duration;

/** How outcomes are printed: a row each. */
record Table(PrintWriter out) {
  private static final String ROW = "%6s  %-64s  %5s  %8s  %8s  %8s  %s%n";

  void undisturbed(Undisturbed undisturbed) {
    out.printf(
        "undisturbed: %d steps in %s%n%n", undisturbed.digests().size(), time(undisturbed.took()));
    out.printf(ROW, "seed", "faults", "steps", "repeated", "recovery", "time", "");
    out.flush();
  }

  void row(long seed, Outcome outcome) {
    out.printf(
        ROW,
        seed,
        outcome.faults(),
        outcome.steps(),
        time(outcome.mostRepeated()),
        time(outcome.slowestRecovery()),
        time(outcome.took()),
        outcome.good() ? "ok" : "FAILED");
    outcome.complaints().forEach(complaint -> out.println("        " + complaint));
    if (outcome.losses().size() > 1) {
      losses(outcome);
    }
    out.flush();
  }

  private void losses(Outcome outcome) {
    Duration repeated =
        outcome.losses().stream().map(Loss::repeated).reduce(Duration.ZERO, Duration::plus);
    out.printf(
        "        %d kills hit a worker with an order; %s of work repeated in all%n",
        outcome.losses().size(), time(repeated));
  }

  private static String time(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1e3);
  }
}
