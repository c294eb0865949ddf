package io.heirloom.cli.supervisor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a supervisor writes down for those who come after: what runs, where, and how it is.
 *
 * @param pid of the supervisor
 * @param startedAt as the system tells it; tells the supervisor from a later process
 * @param gateway where studies are asked for
 * @param reason why it failed
 * @param processes in the order in which they were started
 */
public record SupervisorRecord(
    long pid,
    Optional<Instant> startedAt,
    Phase phase,
    URI gateway,
    Optional<String> reason,
    List<ProcessRecord> processes) {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public SupervisorRecord {
    processes = List.copyOf(processes);
  }

  /** Where a supervisor stands. */
  public enum Phase {
    STARTING,
    READY,
    STOPPING,
    FAILED
  }

  /**
   * One of its processes.
   *
   * @param pid empty while it is down
   * @param startedAt as the system tells it; tells the process from a later one with its number
   * @param port where it listens
   * @param state for people: {@code starting}, {@code ready}, or why it is down and until when
   * @param restarts how often it was started again
   */
  public record ProcessRecord(
      String name,
      Optional<Long> pid,
      Optional<Instant> startedAt,
      int port,
      String state,
      int restarts) {

    /** The process itself, if it still runs. */
    public Optional<ProcessHandle> handle() {
      return pid.flatMap(number -> running(number, startedAt));
    }
  }

  /** The supervisor itself, if it still runs. */
  Optional<ProcessHandle> handle() {
    return running(pid, startedAt);
  }

  private static Optional<ProcessHandle> running(long pid, Optional<Instant> startedAt) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().startInstant().equals(startedAt));
  }

  /** Reads what was written last; empty if nothing readable was. */
  public static Optional<SupervisorRecord> read(Path file) {
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), SupervisorRecord.class));
    } catch (IOException e) {
      // There is none, or another version wrote it.
      return Optional.empty();
    }
  }

  /** Writes this in the place of what was written before. */
  void write(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(beside, MAPPER.writeValueAsBytes(this));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the record " + file + " cannot be written", e);
    }
  }
}
