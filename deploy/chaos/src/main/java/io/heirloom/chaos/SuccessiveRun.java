package io.heirloom.chaos;

import io.heirloom.chaos.trial.Outcome;
import io.heirloom.chaos.trial.Run;
import io.heirloom.chaos.trial.Successive;
import io.heirloom.chaos.trial.Trial;
import io.heirloom.chaos.trial.Trial.Undisturbed;
import io.heirloom.chaos.trial.TrialStudy;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * One larger study during which processes are taken away one after the other.
 *
 * @param name of the row
 * @param mostRepeated the most work that may be done again after each
 */
record SuccessiveRun(String name, TrialStudy study, Successive successive, Duration mostRepeated)
    implements Run {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Override
  public boolean good(Trial trial, PrintWriter out) throws InterruptedException {
    Undisturbed undisturbed = trial.undisturbed(study, PATIENCE);
    out.printf(
        "undisturbed: %d steps in %s%n", undisturbed.digests().size(), Table.time(undisturbed.took()));
    Table.heading(out);
    Outcome outcome = trial.disturbed(study, undisturbed, successive, PATIENCE);
    Table.row(out, name, outcome);
    Table.losses(out, outcome);
    if (outcome.effects().size() < successive.count()) {
      out.printf(
          "The study ended after %d of %d.%n", outcome.effects().size(), successive.count());
      return false;
    }
    if (outcome.mostRepeated().compareTo(mostRepeated) > 0) {
      out.printf("More work was repeated than %s.%n", Table.time(mostRepeated));
      return false;
    }
    return outcome.good();
  }
}
