package io.heirloom.cli.supervisor;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that is kept running. Used by one thread, which calls {@link #look} every now and then.
 */
final class SupervisedProcess {
  private final Program program;
  private final Path log;
  private final RestartPolicy policy;
  private State state;
  private int deaths;
  private int restarts;

  /** Where it stands. */
  private sealed interface State {
    record Starting(Process process, Instant since) implements State {}

    record Ready(Process process, Instant since) implements State {}

    record Down(String reason, Instant until) implements State {}
  }

  SupervisedProcess(Program program, Path log, RestartPolicy policy) {
    this.program = program;
    this.log = log;
    this.policy = policy;
    this.state = new State.Down("not started", Instant.MIN);
  }

  String name() {
    return program.name();
  }

  /** Where what it prints goes. */
  Path log() {
    return log;
  }

  boolean ready() {
    return state instanceof State.Ready;
  }

  /** Why it is down, if it is. */
  Optional<String> down() {
    return state instanceof State.Down down ? Optional.of(down.reason()) : Optional.empty();
  }

  void start(Instant now) {
    try {
      keepLastLog();
      ProcessBuilder builder =
          new ProcessBuilder(program.command())
              // What a crash leaves behind belongs to the logs.
              .directory(log.getParent().toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()));
      builder.environment().putAll(program.environment());
      state = new State.Starting(builder.start(), now);
    } catch (IOException e) {
      died("cannot be started: " + e.getMessage(), Duration.ZERO, now);
    }
  }

  /**
   * Sees how it is: ready, dead, or due to be started again.
   *
   * @return what to write down, if something changed
   */
  Optional<String> look(Instant now) throws InterruptedException {
    if (state instanceof State.Down down) {
      return now.isBefore(down.until()) ? Optional.empty() : Optional.of(restart(now));
    }
    if (state instanceof State.Starting starting) {
      return lookAtStart(starting, now);
    }
    State.Ready ready = (State.Ready) state;
    return ready.process().isAlive()
        ? Optional.empty()
        : Optional.of(died(exit(ready.process()), Duration.between(ready.since(), now), now));
  }

  private Optional<String> lookAtStart(State.Starting starting, Instant now)
      throws InterruptedException {
    Duration up = Duration.between(starting.since(), now);
    if (!starting.process().isAlive()) {
      return Optional.of(died(exit(starting.process()), up, now));
    }
    if (program.readiness().shown(log)) {
      state = new State.Ready(starting.process(), starting.since());
      return Optional.of("ready after %.1f s".formatted(up.toMillis() / 1e3));
    }
    if (up.compareTo(program.patience()) > 0) {
      starting.process().destroyForcibly();
      return Optional.of(died("did not serve within " + up.toSeconds() + " s", up, now));
    }
    return Optional.empty();
  }

  private String restart(Instant now) {
    restarts++;
    start(now);
    return "started again";
  }

  private String died(String reason, Duration up, Instant now) {
    deaths = policy.deaths(deaths, up);
    Duration delay = policy.delay(deaths);
    state = new State.Down(reason, now.plus(delay));
    return reason + "; will be started again in " + delay.toSeconds() + " s";
  }

  private static String exit(Process process) {
    return "ended with exit code " + process.exitValue();
  }

  /** Asks it to stop; returns at once. */
  void askToStop() {
    running().ifPresent(Process::destroy);
  }

  /** Waits until it has stopped; what does not stop in time is killed, with what it started. */
  void awaitStop(Duration patience) throws InterruptedException {
    Optional<Process> running = running();
    if (running.isEmpty()) {
      return;
    }
    Process process = running.get();
    List<ProcessHandle> descendants = process.descendants().toList();
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      descendants.forEach(ProcessHandle::destroyForcibly);
      process.waitFor();
    }
    state = new State.Down("stopped", Instant.MAX);
  }

  SupervisorRecord.ProcessRecord record() {
    Optional<Process> running = running();
    return new SupervisorRecord.ProcessRecord(
        program.name(),
        running.map(Process::pid),
        running.flatMap(process -> process.info().startInstant()),
        program.port(),
        describe(),
        restarts);
  }

  private String describe() {
    if (state instanceof State.Down down) {
      return down.reason();
    }
    return ready() ? "ready" : "starting";
  }

  private Optional<Process> running() {
    if (state instanceof State.Starting starting) {
      return Optional.of(starting.process());
    }
    return state instanceof State.Ready ready ? Optional.of(ready.process()) : Optional.empty();
  }

  // The log of the life before may say why it ended.
  private void keepLastLog() throws IOException {
    if (Files.exists(log)) {
      Files.move(
          log,
          log.resolveSibling(log.getFileName() + ".before"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
