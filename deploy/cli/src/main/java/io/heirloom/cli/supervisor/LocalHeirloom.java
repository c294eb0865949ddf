package io.heirloom.cli.supervisor;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All of Heirloom that runs, or may run, from one state folder on this machine. */
public final class LocalHeirloom {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration TO_STOP = Duration.ofMinutes(3);

  private final Installation installation;
  private final StateFolder folder;

  public LocalHeirloom(Installation installation, StateFolder folder) {
    this.installation = installation;
    this.folder = folder;
  }

  /** Where it rests. */
  public StateFolder folder() {
    return folder;
  }

  /** What runs; empty if no supervisor does. */
  public Optional<SupervisorRecord> running() {
    return SupervisorLock.held(folder.lock())
        ? SupervisorRecord.read(folder.record())
        : Optional.empty();
  }

  /**
   * What runs and serves.
   *
   * @throws CommandFailedException if nothing runs
   */
  public SupervisorRecord requireRunning() {
    return running()
        .filter(record -> record.phase() == SupervisorRecord.Phase.READY)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    ExitCode.NOT_REACHED,
                    "Heirloom is not running ("
                        + folder.root()
                        + "). Start it with: "
                        + installation.command()
                        + " up"));
  }

  /**
   * Starts a supervisor that outlives this process, and waits until everything serves.
   *
   * @param companion if given, the supervisor stops when the process of this number ends
   * @param out where it is said what starts
   * @throws CommandFailedException if it does not start; nothing is left running then
   */
  public SupervisorRecord start(Layout layout, OptionalLong companion, PrintWriter out)
      throws InterruptedException {
    folder.create();
    Process supervisor = spawn(layout, companion);
    List<String> said = new ArrayList<>();
    while (supervisor.isAlive()) {
      Optional<SupervisorRecord> record = written(supervisor);
      record.ifPresent(current -> sayWhatIsReady(current, said, out));
      if (record.filter(current -> current.phase() == SupervisorRecord.Phase.READY).isPresent()) {
        return record.get();
      }
      supervisor.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
    throw new CommandFailedException(
        ExitCode.NOT_STARTED,
        "Heirloom could not be started: "
            + written(supervisor)
                .flatMap(SupervisorRecord::reason)
                .orElse("its supervisor ended; see " + folder.log("supervisor")));
  }

  // What is in the record before the supervisor has begun to write is of another one.
  private Optional<SupervisorRecord> written(Process supervisor) {
    return SupervisorRecord.read(folder.record())
        .filter(record -> record.pid() == supervisor.pid());
  }

  private static void sayWhatIsReady(SupervisorRecord record, List<String> said, PrintWriter out) {
    for (SupervisorRecord.ProcessRecord process : record.processes()) {
      if (process.state().equals("ready") && !said.contains(process.name())) {
        said.add(process.name());
        out.println("  " + process.name() + " is ready");
        out.flush();
      }
    }
  }

  private Process spawn(Layout layout, OptionalLong companion) {
    List<String> command = new ArrayList<>();
    // A session of its own: Ctrl-C in the terminal does not reach it.
    command.add("setsid");
    command.add(installation.java().toString());
    command.addAll(
        List.of(
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dheirloom.installation=" + installation.root(),
            "-Dheirloom.command=" + installation.command(),
            "-cp",
            installation.classPath(),
            "io.heirloom.cli.Heirloom",
            "supervise",
            "--folder",
            folder.root().toString(),
            "--compute-locks",
            folder.computeLocks().toString()));
    if (layout instanceof Layout.Split split) {
      command.addAll(
          List.of(
              "--split", "--labelers=" + split.labelers(), "--evaluators=" + split.evaluators()));
    }
    companion.ifPresent(pid -> command.add("--companion=" + pid));
    try {
      return new ProcessBuilder(command)
          .redirectInput(Redirect.from(new File("/dev/null")))
          .redirectErrorStream(true)
          .redirectOutput(Redirect.to(folder.log("supervisor").toFile()))
          .start();
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.NOT_STARTED, "The supervisor cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Stops everything and waits until it has stopped.
   *
   * @param out where it is said what stops
   * @return whether anything ran
   * @throws CommandFailedException if something does not stop
   */
  public boolean stop(PrintWriter out) throws InterruptedException {
    if (!SupervisorLock.held(folder.lock())) {
      return new Leftovers(folder).stop() > 0;
    }
    Set<ProcessHandle> asked = new HashSet<>();
    List<String> said = new ArrayList<>();
    Instant deadline = Instant.now().plus(TO_STOP);
    while (SupervisorLock.held(folder.lock()) || asked.stream().anyMatch(ProcessHandle::isAlive)) {
      if (Instant.now().isAfter(deadline)) {
        throw new CommandFailedException(
            ExitCode.NOT_STARTED, "The supervisor does not stop; see " + folder.log("supervisor"));
      }
      // One that has just begun writes its record some time after it took the lock.
      SupervisorRecord.read(folder.record())
          .flatMap(SupervisorRecord::handle)
          .filter(asked::add)
          .ifPresent(ProcessHandle::destroy);
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      sayWhatStopped(said, out);
    }
    return true;
  }

  private void sayWhatStopped(List<String> said, PrintWriter out) {
    for (SupervisorRecord.ProcessRecord process :
        SupervisorRecord.read(folder.record()).map(SupervisorRecord::processes).orElse(List.of())) {
      if (process.pid().isEmpty() && !said.contains(process.name())) {
        said.add(process.name());
        out.println("  " + process.name() + " has stopped");
        out.flush();
      }
    }
  }
}
