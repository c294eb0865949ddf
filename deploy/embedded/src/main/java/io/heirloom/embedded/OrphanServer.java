package io.heirloom.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL server still running on a data folder whose JVM was killed. */
record OrphanServer(ProcessHandle process) {
  private static final int SECONDS_TO_STOP = 20;

  /** The server that {@code postmaster.pid} in the data folder names, if it is still running. */
  static Optional<OrphanServer> in(Path data) throws IOException {
    Path named = data.resolve("postmaster.pid");
    if (!Files.exists(named)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(named);
    if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
        .filter(OrphanServer::isPostgres)
        .map(OrphanServer::new);
  }

  /** Stops it as {@code pg_ctl stop -m fast} would: connections are cut, nothing is lost. */
  void stop() {
    try {
      // Java's destroy() sends SIGTERM, upon which PostgreSQL waits for its clients to leave.
      Process kill =
          new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      kill.waitFor();
      process.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stillRunning(), e);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException(stillRunning(), e);
    }
  }

  private String stillRunning() {
    return "a PostgreSQL server left behind, process " + process.pid() + ", does not stop";
  }

  // The process number may have been given to somebody else since.
  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
        .orElse(false);
  }
}
