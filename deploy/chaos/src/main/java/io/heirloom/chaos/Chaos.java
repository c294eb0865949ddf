package io.heirloom.chaos;

import io.heirloom.chaos.fault.Breaker;
import io.heirloom.chaos.fault.FaultKind;
import io.heirloom.chaos.growth.GrowthRun;
import io.heirloom.chaos.stack.Clock;
import io.heirloom.chaos.stack.Stack;
import io.heirloom.chaos.stack.StackSettings;
import io.heirloom.chaos.stack.Store;
import io.heirloom.chaos.trial.Run;
import io.heirloom.chaos.trial.Trial;
import io.heirloom.chaos.trial.TrialStudy;
import io.heirloom.cli.supervisor.Installation;
import io.heirloom.cli.supervisor.StateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks a running Heirloom and shows that nothing is lost. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a small real study on broker, database and services of its own, breaks things meanwhile"
          + " on a schedule that the seed determines, and checks that the study ends as it does"
          + " undisturbed.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything held.",
      "1:Something did not; the folder with logs and data is kept.",
      "2:The command is wrong."
    })
public final class Chaos implements Callable<Integer> {
  private static final TrialStudy SHORT = new TrialStudy(3, 240, 4, 16);
  private static final int FEWEST_SEEDS = 6;
  private static final int FAULTS_A_SEED = 4;
  private static final int FAULTS_EACH = 5;
  private static final int LABELERS = 2;
  private static final int DISK_MEGABYTES = 256;
  private static final Duration SAVE_INTERVAL = Duration.ofSeconds(2);
  // A kill may come while the state is being saved that was due.
  private static final Duration MOST_REPEATED = SAVE_INTERVAL.plusSeconds(1);
  private static final Duration BEYOND_LOCK = Duration.ofSeconds(3);

  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  @ArgGroup private Show show = new Show();

  @Option(
      names = {"--seed", "--seeds"},
      paramLabel = "N|N-M",
      defaultValue = "1",
      description = "Determines what is broken and when. Default: ${DEFAULT-VALUE}.")
  private SeedRange seeds;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "0",
      description = "Go on with further studies until so much time is over. Default: one a seed.")
  private int minutes;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "KIND",
      description =
          "Only these kinds: kill, pause, stop, broker, database, cut, stall, doubles, garbage,"
              + " damage, vanish, full-disk, clock.")
  private Set<FaultKind> faults = EnumSet.allOf(FaultKind.class);

  @Option(
      names = "--lock",
      paramLabel = "SECONDS",
      defaultValue = "6",
      description = "How long a dead worker's order waits. Default: ${DEFAULT-VALUE}.")
  private int lock;

  @Option(
      names = "--verbose",
      description = "Show the schedule and what is done, as one larger study always does.")
  private boolean verbose;

  /** What else than seeded schedules is to be shown. */
  private static final class Show {
    @Option(
        names = "--kills",
        paramLabel = "N",
        description = "Kill N services one after the other during one larger study.")
    private int kills;

    @Option(
        names = "--restarts",
        paramLabel = "N",
        description = "Restart broker and database N times each during one study.")
    private int restarts;

    @Option(
        names = "--steps",
        paramLabel = "N",
        description = "Do N small steps undisturbed; no process may grow.")
    private int steps;

    boolean something() {
      return kills > 0 || restarts > 0 || steps > 0;
    }
  }

  Chaos() {}

  /** Runs it and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // What the clients of a broker that is being broken have to say.
    LogManager.getLogManager().reset();
    System.exit(
        new CommandLine(new Chaos())
            .registerConverter(SeedRange.class, SeedRange::parse)
            .registerConverter(FaultKind.class, FaultKind::parse)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    leaveOutWhatCannotBe();
    Path folder = Files.createTempDirectory("heirloom-chaos-");
    if (!good(folder)) {
      out.println("SOMETHING DID NOT HOLD. Logs and data: " + folder);
      return 1;
    }
    new StateFolder(folder, folder).clear();
    out.println("Everything held.");
    return 0;
  }

  private boolean good(Path folder) throws InterruptedException {
    try (Stack stack = Stack.start(Installation.current(), folder, settings());
        Trial trial = new Trial(stack, breaker(stack), MOST_REPEATED, this::tell)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
      return run(stack).good(trial, out);
    } catch (IllegalStateException e) {
      out.println(e.getMessage());
      return false;
    }
  }

  private void leaveOutWhatCannotBe() {
    if (show.something()) {
      faults = EnumSet.noneOf(FaultKind.class);
    }
    if (faults.contains(FaultKind.FULL_DISK) && !Store.canBeSmall()) {
      leaveOut(FaultKind.FULL_DISK, "this process may not mount a small disk");
    }
    if (faults.contains(FaultKind.CLOCK) && !Clock.canJump()) {
      leaveOut(FaultKind.CLOCK, "libfaketime is not installed");
    }
  }

  private void leaveOut(FaultKind kind, String reason) {
    faults.remove(kind);
    out.println("left out: " + kind.title() + ", as " + reason);
  }

  private StackSettings settings() {
    return new StackSettings(
        Duration.ofSeconds(lock),
        SAVE_INTERVAL,
        LABELERS,
        faults.contains(FaultKind.FULL_DISK) ? DISK_MEGABYTES : 0,
        faults.contains(FaultKind.CLOCK));
  }

  private Breaker breaker(Stack stack) {
    return new Breaker(stack, Duration.ofSeconds(lock).plus(BEYOND_LOCK));
  }

  private void tell(String line) {
    if (verbose || show.something()) {
      out.println("  " + line);
    }
  }

  private Run run(Stack stack) {
    if (show.steps > 0) {
      return new GrowthRun(stack, Installation.current().java(), show.steps);
    }
    if (show.kills > 0) {
      return scheduled(stack, larger(show.kills), EnumSet.of(FaultKind.KILL), show.kills);
    }
    if (show.restarts > 0) {
      int faults = 2 * show.restarts;
      return scheduled(
          stack, larger(faults), EnumSet.of(FaultKind.BROKER, FaultKind.DATABASE), faults);
    }
    return scheduled(stack, SHORT, faults, FAULTS_EACH);
  }

  /** A study whose trainings take seconds, and which is long enough for so many faults. */
  private static TrialStudy larger(int faults) {
    return new TrialStudy(Math.max(FEWEST_SEEDS, faults / FAULTS_A_SEED), 1200, 40, 32);
  }

  private Run scheduled(Stack stack, TrialStudy study, Set<FaultKind> kinds, int count) {
    return new ScheduledRun(
        study,
        seeds,
        Duration.ofMinutes(minutes),
        // Always in the same order, so that a seed gives the same schedule.
        EnumSet.copyOf(kinds),
        count,
        stack.services(),
        show.something());
  }
}
