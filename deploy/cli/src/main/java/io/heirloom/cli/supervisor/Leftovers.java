package io.heirloom.cli.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Processes that a supervisor which was killed could not stop. */
final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StateFolder folder;

  Leftovers(StateFolder folder) {
    this.folder = folder;
  }

  /**
   * Stops them. To be called by who knows that no supervisor runs.
   *
   * @return how many there were
   */
  int stop() throws InterruptedException {
    List<ProcessHandle> recorded =
        SupervisorRecord.read(folder.record()).stream()
            .flatMap(record -> record.processes().stream())
            .flatMap(process -> process.handle().stream())
            .toList();
    stop(recorded);
    // The database's JVM has just stopped its server, unless it was killed.
    List<ProcessHandle> servers = databaseServers();
    stop(servers);
    return recorded.size() + servers.size();
  }

  private static void stop(List<ProcessHandle> processes) throws InterruptedException {
    processes.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : processes) {
      try {
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        process.destroyForcibly();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private List<ProcessHandle> databaseServers() {
    String data = folder.database().resolve("data").toString();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> isServerOf(process.info(), data)).toList();
    }
  }

  private static boolean isServerOf(ProcessHandle.Info info, String data) {
    boolean postgres =
        info.command()
            .map(command -> Path.of(command).getFileName().toString().equals("postgres"))
            .orElse(false);
    return postgres
        && info.arguments().map(arguments -> List.of(arguments).contains(data)).orElse(false);
  }
}
