package io.heirloom.cli.supervisor;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts all of Heirloom on this machine, starts again what dies, and stops all when it is asked
 * to. Whatever happens is written to its log and to the record in the state folder.
 */
public final class Supervisor {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  // A worker finishes its events, a broker and a database write what they hold.
  private static final Duration TO_STOP = Duration.ofSeconds(25);

  private final StateFolder folder;
  private final Programs programs;
  private final PrintWriter log;
  private final List<SupervisedProcess> infrastructure;
  private final List<SupervisedProcess> services;
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private SupervisorRecord.Phase phase = SupervisorRecord.Phase.STARTING;
  private Optional<String> reason = Optional.empty();

  /**
   * @param log where it says what happens
   */
  Supervisor(StateFolder folder, Programs programs, RestartPolicy policy, PrintWriter log) {
    this.folder = folder;
    this.programs = programs;
    this.log = log;
    this.infrastructure = supervised(programs.infrastructure(), policy);
    this.services = supervised(programs.services(), policy);
  }

  /**
   * One of all that the installation has.
   *
   * @param log where it says what happens
   */
  public static Supervisor of(
      Installation installation,
      StateFolder folder,
      Layout layout,
      Arrangement arrangement,
      PrintWriter log) {
    return new Supervisor(
        folder,
        Programs.plan(installation, folder, layout, arrangement, new FreePorts()),
        arrangement.restarts(),
        log);
  }

  private List<SupervisedProcess> supervised(List<Program> those, RestartPolicy policy) {
    return those.stream()
        .map(program -> new SupervisedProcess(program, folder.log(program.name()), policy))
        .toList();
  }

  /**
   * Runs until it is asked to stop and all is stopped.
   *
   * @throws CommandFailedException if another supervisor runs, or not everything starts; then
   *     nothing is left running
   */
  public void run() throws InterruptedException {
    folder.create();
    try (SupervisorLock lock =
        SupervisorLock.take(folder.lock())
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        ExitCode.NOT_STARTED, "Heirloom is running already."))) {
      int leftovers = new Leftovers(folder).stop();
      if (leftovers > 0) {
        say("stopped " + leftovers + " processes that an earlier supervisor had left");
      }
      superviseUntilAsked();
    } finally {
      stopped.countDown();
    }
  }

  /** Asks it to stop and waits until it has. */
  public void stop() throws InterruptedException {
    stopAsked.countDown();
    stopped.await();
  }

  private void superviseUntilAsked() throws InterruptedException {
    try {
      if (start(infrastructure) && start(services)) {
        phase = SupervisorRecord.Phase.READY;
        say("ready: " + programs.gateway());
        record();
        watch();
      }
    } catch (CommandFailedException e) {
      phase = SupervisorRecord.Phase.FAILED;
      reason = Optional.of(e.getMessage());
      say(e.getMessage());
      throw e;
    } finally {
      stopAll();
    }
  }

  /** Whether all of them serve now; otherwise the supervisor was asked to stop meanwhile. */
  private boolean start(List<SupervisedProcess> those) throws InterruptedException {
    for (SupervisedProcess process : those) {
      say(process.name() + ": starting, log in " + process.log());
      process.start(Instant.now());
    }
    record();
    while (!those.stream().allMatch(SupervisedProcess::ready)) {
      if (asked()) {
        return false;
      }
      look(those);
      failIfDown(those);
    }
    return true;
  }

  // A process that cannot even start will not start by repetition.
  private static void failIfDown(List<SupervisedProcess> those) {
    for (SupervisedProcess process : those) {
      process
          .down()
          .ifPresent(
              why -> {
                throw new CommandFailedException(
                    ExitCode.NOT_STARTED,
                    "%s %s; see %s".formatted(process.name(), why, process.log()));
              });
    }
  }

  private void watch() throws InterruptedException {
    while (!asked()) {
      look(infrastructure);
      look(services);
    }
  }

  private boolean asked() throws InterruptedException {
    return stopAsked.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look(List<SupervisedProcess> those) throws InterruptedException {
    for (SupervisedProcess process : those) {
      Optional<String> news = process.look(Instant.now());
      if (news.isPresent()) {
        say(process.name() + ": " + news.get());
        record();
      }
    }
  }

  private void stopAll() throws InterruptedException {
    if (phase != SupervisorRecord.Phase.FAILED) {
      phase = SupervisorRecord.Phase.STOPPING;
    }
    record();
    services.forEach(SupervisedProcess::askToStop);
    for (SupervisedProcess service : services) {
      stopped(service);
    }
    // The last started first: nobody needs the database any more, then nobody the broker.
    List<SupervisedProcess> backwards = new ArrayList<>(infrastructure);
    Collections.reverse(backwards);
    for (SupervisedProcess server : backwards) {
      server.askToStop();
      stopped(server);
    }
    record();
  }

  private void stopped(SupervisedProcess process) throws InterruptedException {
    process.awaitStop(TO_STOP);
    say(process.name() + ": stopped");
    record();
  }

  private void record() {
    new SupervisorRecord(
            ProcessHandle.current().pid(),
            ProcessHandle.current().info().startInstant(),
            phase,
            programs.gateway(),
            reason,
            Stream.concat(infrastructure.stream(), services.stream())
                .map(SupervisedProcess::record)
                .toList())
        .write(folder.record());
  }

  private void say(String message) {
    log.println(Instant.now() + "  " + message);
    log.flush();
  }
}
