package io.heirloom.chaos.stack;

import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.supervisor.Arrangement;
import io.heirloom.cli.supervisor.Installation;
import io.heirloom.cli.supervisor.Layout;
import io.heirloom.cli.supervisor.RestartPolicy;
import io.heirloom.cli.supervisor.StateFolder;
import io.heirloom.cli.supervisor.Supervisor;
import io.heirloom.cli.supervisor.SupervisorRecord;
import io.heirloom.cli.supervisor.SupervisorRecord.ProcessRecord;
import io.heirloom.embedded.BrokerProcess;
import io.heirloom.embedded.EmbeddedDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The system under test: all of Heirloom, each service a process of its own, as on a cluster, kept
 * running by the supervisor of {@code ./heirloom up --split}. Between the services and their broker
 * and database are wires.
 */
public final class Stack implements AutoCloseable {
  /** The name of the broker's process. */
  public static final String BROKER = "broker";

  /** The name of the database's process. */
  public static final String DATABASE = "database";

  private static final RestartPolicy SOON =
      new RestartPolicy(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(10));
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration START = Duration.ofMinutes(3);
  private static final String HOST = "127.0.0.1:";

  private final StateFolder folder;
  private final Store store;
  private final Clock clock;
  private final Vertx vertx = Vertx.vertx();
  private final Wire brokerWire;
  private final Wire databaseWire;
  private final Supervisor supervisor;
  private final CompletableFuture<Void> supervision;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Stack(Installation installation, StateFolder folder, StackSettings settings)
      throws IOException {
    this.folder = folder;
    folder.create();
    this.store = Store.open(folder.store(), settings.smallDisk());
    this.clock = Clock.in(folder.root(), settings.ownClock());
    this.brokerWire = Wire.open(vertx, () -> port(BROKER));
    this.databaseWire = Wire.open(vertx, () -> port(DATABASE));
    this.supervisor =
        Supervisor.of(
            installation,
            folder,
            new Layout.Split(settings.labelers(), 1),
            new Arrangement(
                SOON,
                services(settings),
                Map.of(BrokerProcess.ADVERTISED, Integer.toString(brokerWire.port())),
                clock.environment()),
            new PrintWriter(
                Files.newBufferedWriter(folder.log("supervisor"), StandardCharsets.UTF_8)));
    this.supervision = CompletableFuture.runAsync(this::supervise, task -> thread(task).start());
  }

  /**
   * Starts everything and waits until it serves.
   *
   * @param root where all of it rests; made if missing
   * @throws IllegalStateException if it does not start
   */
  public static Stack start(Installation installation, Path root, StackSettings settings)
      throws InterruptedException {
    try {
      Stack stack =
          new Stack(installation, new StateFolder(root, root.resolve("compute")), settings);
      try {
        stack.awaitReady(START);
        return stack;
      } catch (InterruptedException | RuntimeException e) {
        stack.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the services, the gateway last. */
  public List<String> services() {
    return processes().stream()
        .map(ProcessRecord::name)
        .filter(name -> !name.equals(BROKER) && !name.equals(DATABASE))
        .toList();
  }

  /** All processes, as the supervisor wrote them down last. */
  public List<ProcessRecord> processes() {
    return record().map(SupervisorRecord::processes).orElse(List.of());
  }

  /** A process, if it runs. */
  public Optional<ProcessHandle> process(String name) {
    return find(name).flatMap(ProcessRecord::handle);
  }

  /** Whether a process runs and has shown since it was last started that it serves. */
  public boolean serves(String name) {
    return find(name).filter(Stack::serves).isPresent();
  }

  /** Where everything rests. */
  public StateFolder folder() {
    return folder;
  }

  /** The artifact store. */
  public Store store() {
    return store;
  }

  /** The clock of the services. */
  public Clock clock() {
    return clock;
  }

  /** Between all and the broker. */
  public Wire brokerWire() {
    return brokerWire;
  }

  /** Between the gateway and the database. */
  public Wire databaseWire() {
    return databaseWire;
  }

  /** The gateway's interface. */
  public GatewayClient gateway() {
    return new GatewayClient(record().orElseThrow().gateway());
  }

  /** Properties of Kafka's clients. */
  public Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", HOST + brokerWire.port());
  }

  /** The database for JDBC, not through the wire. */
  public String database() {
    return "jdbc:postgresql://%s%d/%s?user=%s"
        .formatted(HOST, port(DATABASE), EmbeddedDatabase.NAME, EmbeddedDatabase.USER);
  }

  /**
   * Waits until every process serves.
   *
   * @throws IllegalStateException if one does not in that time
   */
  public void awaitReady(Duration patience) throws InterruptedException {
    Instant deadline = Instant.now().plus(patience);
    while (!ready()) {
      if (supervision.isDone()) {
        throw new IllegalStateException(
            "the supervisor ended: "
                + record().flatMap(SupervisorRecord::reason).orElse("see its log"));
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "not ready after " + patience.toSeconds() + " s: " + late());
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  /** Takes back what may hold a process up: it goes on, and the wires let everything through. */
  public void heal() {
    brokerWire.flow();
    databaseWire.flow();
    processes().stream()
        .flatMap(process -> process.handle().stream())
        .forEach(process -> Signals.send("CONT", process));
    store.makeRoom();
  }

  /** Stops everything; again: does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    heal();
    List<ProcessHandle> running =
        processes().stream().flatMap(process -> process.handle().stream()).toList();
    try {
      supervisor.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Whatever befell the supervisor, nothing outlives this.
    running.forEach(ProcessHandle::destroyForcibly);
    store.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private boolean ready() {
    return record()
        .filter(record -> record.phase() == SupervisorRecord.Phase.READY)
        .filter(record -> record.processes().stream().allMatch(Stack::serves))
        .isPresent();
  }

  private List<String> late() {
    return processes().stream()
        .filter(process -> !serves(process))
        .map(process -> process.name() + " " + process.state())
        .toList();
  }

  private static boolean serves(ProcessRecord process) {
    return process.state().equals("ready") && process.handle().isPresent();
  }

  private Optional<ProcessRecord> find(String name) {
    return processes().stream().filter(process -> process.name().equals(name)).findFirst();
  }

  private int port(String name) {
    return find(name).orElseThrow().port();
  }

  private Optional<SupervisorRecord> record() {
    return SupervisorRecord.read(folder.record());
  }

  private Map<String, String> services(StackSettings settings) {
    Map<String, String> services = new TreeMap<>();
    services.put("kafka.bootstrap.servers", HOST + brokerWire.port());
    String database = "postgresql://" + HOST + databaseWire.port() + "/" + EmbeddedDatabase.NAME;
    services.put("quarkus.datasource.reactive.url", database);
    services.put("quarkus.datasource.jdbc.url", "jdbc:" + database);
    services.put("heirloom.worker.lock", seconds(settings.lock()));
    services.put("heirloom.worker.report-interval", "200ms");
    services.put("heirloom.compute.save-interval", seconds(settings.saveInterval()));
    return services;
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }

  private void supervise() {
    try {
      supervisor.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable task) {
    return new Thread(task, "supervisor");
  }
}
