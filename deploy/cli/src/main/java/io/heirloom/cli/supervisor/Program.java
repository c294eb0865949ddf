package io.heirloom.cli.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a process is started and how it shows that it serves.
 *
 * @param name unique among the supervised processes; the name of its log
 * @param command the words of the command line
 * @param environment variables beside those of the supervisor
 * @param port where it listens at 127.0.0.1
 * @param readiness how it is seen to serve
 * @param patience how long it may take to serve
 */
record Program(
    String name,
    List<String> command,
    Map<String, String> environment,
    int port,
    Readiness readiness,
    Duration patience) {
  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
