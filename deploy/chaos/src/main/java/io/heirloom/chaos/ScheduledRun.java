package io.heirloom.chaos;

import io.heirloom.chaos.fault.FaultKind;
import io.heirloom.chaos.fault.Schedule;
import io.heirloom.chaos.trial.Outcome;
import io.heirloom.chaos.trial.Run;
import io.heirloom.chaos.trial.Trial;
import io.heirloom.chaos.trial.Trial.Undisturbed;
import io.heirloom.chaos.trial.TrialStudy;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A study for each seed, disturbed by the schedule that the seed determines; again from the first
 * seed on, with the next schedule of each, until the time is over.
 *
 * @param seeds of the schedules
 * @param time that is used up with further studies; zero: one for each seed
 * @param kinds of faults that may come
 * @param count of faults in each study
 * @param services that may be victims
 * @param all whether all faults have to come before a study ends
 */
record ScheduledRun(
    TrialStudy study,
    SeedRange seeds,
    Duration time,
    Set<FaultKind> kinds,
    int count,
    List<String> services,
    boolean all)
    implements Run {
  /** However fast the machine: for the waiting that each fault may cause. */
  private static final Duration FOR_EACH_FAULT = Duration.ofSeconds(40);

  private static final int TIMES_AS_LONG = 5;
  private static final Duration UNDISTURBED = Duration.ofMinutes(15);

  @Override
  public boolean good(Trial trial, PrintWriter out) throws InterruptedException {
    Undisturbed undisturbed = trial.undisturbed(study, UNDISTURBED);
    Table table = new Table(out);
    table.undisturbed(undisturbed);
    Duration patience =
        undisturbed.took().multipliedBy(TIMES_AS_LONG).plus(FOR_EACH_FAULT.multipliedBy(count));
    Instant end = Instant.now().plus(time);
    Map<Long, SplittableRandom> randoms = new TreeMap<>();
    seeds.seeds().forEach(seed -> randoms.put(seed, new SplittableRandom(seed)));
    do {
      for (Map.Entry<Long, SplittableRandom> seed : randoms.entrySet()) {
        Schedule schedule = Schedule.draw(seed.getValue().split(), kinds, count, services);
        Outcome outcome = complete(trial.disturbed(study, undisturbed, schedule, patience));
        table.row(seed.getKey(), outcome);
        if (!outcome.good()) {
          return false;
        }
      }
    } while (Instant.now().isBefore(end));
    return true;
  }

  private Outcome complete(Outcome outcome) {
    int came = outcome.effects().size();
    return all && came < count
        ? outcome.complaining("%d of %d faults came before the study ended".formatted(came, count))
        : outcome;
  }
}
