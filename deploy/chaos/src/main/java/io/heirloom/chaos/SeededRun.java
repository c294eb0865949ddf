package io.heirloom.chaos;

import io.heirloom.chaos.fault.FaultKind;
import io.heirloom.chaos.fault.Schedule;
import io.heirloom.chaos.trial.Outcome;
import io.heirloom.chaos.trial.Run;
import io.heirloom.chaos.trial.Scheduled;
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
 * @param time that is used up with further studies; zero: one for each seed
 * @param faults that may come
 * @param services that may be victims
 */
record SeededRun(
    SeedRange seeds, Duration time, Set<FaultKind> faults, List<String> services, boolean verbose)
    implements Run {
  private static final TrialStudy STUDY = new TrialStudy(List.of(1, 2), 240, 1, 16);
  private static final int FAULTS_EACH = 5;
  private static final Duration SHORTEST_SPAN = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public boolean good(Trial trial, PrintWriter out) throws InterruptedException {
    Undisturbed undisturbed = trial.undisturbed(STUDY, PATIENCE);
    out.printf(
        "undisturbed: %d steps in %s%n", undisturbed.digests().size(), Table.time(undisturbed.took()));
    Table.heading(out);
    Instant end = Instant.now().plus(time);
    Map<Long, SplittableRandom> randoms = new TreeMap<>();
    seeds.seeds().forEach(seed -> randoms.put(seed, new SplittableRandom(seed)));
    do {
      for (Map.Entry<Long, SplittableRandom> seed : randoms.entrySet()) {
        Schedule schedule = schedule(seed.getValue().split(), undisturbed.took());
        if (verbose) {
          schedule.faults().forEach(fault -> out.println("  due " + fault));
        }
        Outcome outcome =
            trial.disturbed(STUDY, undisturbed, new Scheduled(schedule), PATIENCE);
        Table.row(out, Long.toString(seed.getKey()), outcome);
        if (!outcome.good()) {
          return false;
        }
      }
    } while (Instant.now().isBefore(end));
    return true;
  }

  private Schedule schedule(SplittableRandom random, Duration undisturbed) {
    Duration span = undisturbed.compareTo(SHORTEST_SPAN) < 0 ? SHORTEST_SPAN : undisturbed;
    return Schedule.draw(random, faults, FAULTS_EACH, span, services);
  }
}
