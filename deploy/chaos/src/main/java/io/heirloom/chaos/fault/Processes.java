package io.heirloom.chaos.fault;

import io.heirloom.chaos.stack.Signals;
import io.heirloom.chaos.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Does harm to processes. What is down already is left alone. */
final class Processes {
  private final Stack stack;
  private final AtomicInteger lives = new AtomicInteger();

  Processes(Stack stack) {
    this.stack = stack;
  }

  String kill(String name) {
    return stack
        .process(name)
        .map(
            process -> {
              keepLog(name);
              process.destroyForcibly();
              return "process " + process.pid();
            })
        .orElse("it was down");
  }

  String pause(String name, Duration pause) throws InterruptedException {
    Optional<ProcessHandle> process = stack.process(name);
    if (process.isEmpty()) {
      return "it was down";
    }
    Signals.send("STOP", process.get());
    Thread.sleep(pause.toMillis());
    Signals.send("CONT", process.get());
    return "for " + pause.toSeconds() + " s";
  }

  /** Whether it left in time. */
  boolean stop(String name, Duration patience) throws InterruptedException {
    Optional<ProcessHandle> process = stack.process(name);
    if (process.isEmpty()) {
      return true;
    }
    keepLog(name);
    process.get().destroy();
    try {
      process.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      process.get().destroyForcibly();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  String restartBroker(boolean cleanly) {
    Optional<ProcessHandle> broker = stack.process(Stack.BROKER);
    broker.ifPresent(cleanly ? ProcessHandle::destroy : ProcessHandle::destroyForcibly);
    return cleanly ? "stopped" : "killed";
  }

  String restartDatabase(boolean cleanly) {
    Optional<ProcessHandle> database = stack.process(Stack.DATABASE);
    if (cleanly) {
      database.ifPresent(ProcessHandle::destroy);
      return "stopped";
    }
    List<ProcessHandle> servers = database.stream().flatMap(ProcessHandle::children).toList();
    database.ifPresent(ProcessHandle::destroyForcibly);
    // To PostgreSQL this is a crash: nothing is written, and its next start recovers.
    servers.forEach(server -> Signals.send("QUIT", server));
    return "crashed";
  }

  // The supervisor keeps the log of one life before; a fault may show in any.
  private void keepLog(String name) {
    Path log = stack.folder().log(name);
    try {
      Files.createLink(
          log.resolveSibling("%s-%03d.log".formatted(name, lives.incrementAndGet())), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
