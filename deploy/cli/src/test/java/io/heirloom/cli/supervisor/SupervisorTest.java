package io.heirloom.cli.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.cli.CommandFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {
  private static final URI GATEWAY = URI.create("http://127.0.0.1:1");
  private static final RestartPolicy IMPATIENT =
      new RestartPolicy(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMinutes(1));

  @TempDir private Path temporary;
  private StateFolder folder;
  private final StringWriter log = new StringWriter();
  private Supervisor supervisor;
  private CompletableFuture<Void> run;

  @BeforeEach
  void nameTheFolder() {
    folder = new StateFolder(temporary.resolve("a state"), temporary.resolve("compute"));
  }

  @AfterEach
  void leaveNothingRunning() throws Exception {
    if (supervisor != null) {
      supervisor.stop();
    }
    assertThat(processesIn(temporary)).isEmpty();
  }

  @Test
  void brokerAndDatabaseComeUpAreRestartedAndGoDownWithoutATrace() throws Exception {
    Programs all =
        Programs.plan(
            Installation.current(),
            folder,
            new Layout.Together(),
            Arrangement.USUAL,
            new FreePorts());
    start(new Programs(all.infrastructure(), List.of(), all.gateway()));
    SupervisorRecord up = awaitRecord(this::ready);
    assertThat(up.processes()).hasSize(2).allSatisfy(SupervisorTest::answers);
    assertThat(SupervisorLock.held(folder.lock())).isTrue();

    for (SupervisorRecord.ProcessRecord process : up.processes()) {
      process.handle().orElseThrow().destroyForcibly();
    }
    SupervisorRecord again =
        awaitRecord(
            record ->
                ready(record)
                    && record.processes().stream().allMatch(process -> process.restarts() == 1));
    assertThat(again.processes()).allSatisfy(SupervisorTest::answers);
    supervisor.stop();

    assertThat(run).succeedsWithin(Duration.ofSeconds(5));
    assertThat(SupervisorLock.held(folder.lock())).isFalse();
    assertThat(processesIn(temporary)).isEmpty();
    assertThat(SupervisorRecord.read(folder.record()).orElseThrow().processes())
        .allSatisfy(process -> assertThat(process.pid()).isEmpty());
  }

  @Test
  void aProcessThatCannotStartEndsTheStartWithItsName() throws Exception {
    Program steady = shell("steady", "echo READY now; sleep 60");
    Program broken = shell("broken", "exit 7");
    start(new Programs(List.of(steady), List.of(broken), GATEWAY));

    assertThat(run)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(Exception.class)
        .havingRootCause()
        .withMessageContaining("broken ended with exit code 7");
    assertThat(SupervisorRecord.read(folder.record()).orElseThrow().phase())
        .isEqualTo(SupervisorRecord.Phase.FAILED);
  }

  @Test
  void aProcessThatKeepsDyingIsStartedAgainEachTime() throws Exception {
    start(new Programs(List.of(), List.of(shell("frail", "echo READY now; sleep 0.4")), GATEWAY));

    awaitRecord(record -> record.processes().get(0).restarts() >= 2);

    assertThat(log.toString()).contains("frail: ended with exit code 0; will be started again");
  }

  @Test
  void aSecondSupervisorOfOneFolderIsRefused() throws Exception {
    Programs programs =
        new Programs(List.of(), List.of(shell("steady", "echo READY now; sleep 60")), GATEWAY);
    start(programs);
    awaitRecord(this::ready);

    Supervisor second = new Supervisor(folder, programs, IMPATIENT, new PrintWriter(log));

    assertThatThrownBy(second::run)
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("running already");
  }

  @Test
  void whatAKilledSupervisorLeftIsStopped() throws Exception {
    folder.create();
    Process orphan = new ProcessBuilder("sleep", "60").start();
    recordOf(orphan.toHandle().info().startInstant(), orphan.pid()).write(folder.record());

    assertThat(new Leftovers(folder).stop()).isEqualTo(1);

    assertThat(orphan.isAlive()).isFalse();
  }

  @Test
  void aProcessThatGotAnOldNumberIsLeftAlone() throws Exception {
    folder.create();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      recordOf(Optional.of(Instant.EPOCH), other.pid()).write(folder.record());

      assertThat(new Leftovers(folder).stop()).isZero();

      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  private static SupervisorRecord recordOf(Optional<Instant> started, long pid) {
    return new SupervisorRecord(
        1,
        Optional.empty(),
        SupervisorRecord.Phase.READY,
        GATEWAY,
        Optional.empty(),
        List.of(
            new SupervisorRecord.ProcessRecord(
                "orphan", Optional.of(pid), started, 1, "ready", 0)));
  }

  private void start(Programs programs) {
    supervisor = new Supervisor(folder, programs, IMPATIENT, new PrintWriter(log));
    run =
        CompletableFuture.runAsync(
            () -> {
              try {
                supervisor.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private Program shell(String name, String script) {
    return new Program(
        name,
        List.of("bash", "-c", script),
        Map.of(),
        1,
        new Readiness.PrintedLine(),
        Duration.ofSeconds(20));
  }

  private boolean ready(SupervisorRecord record) {
    return record.phase() == SupervisorRecord.Phase.READY
        && record.processes().stream().allMatch(process -> process.state().equals("ready"));
  }

  private SupervisorRecord awaitRecord(Predicate<SupervisorRecord> wanted) throws Exception {
    while (true) {
      Optional<SupervisorRecord> record = SupervisorRecord.read(folder.record()).filter(wanted);
      if (record.isPresent()) {
        return record.get();
      }
      assertThat(run.isDone()).as("the supervisor has ended: %s", log).isFalse();
      Thread.sleep(100);
    }
  }

  private static void answers(SupervisorRecord.ProcessRecord process) {
    assertThat(process.state()).isEqualTo("ready");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port())) {
      assertThat(socket.isConnected()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(process.name(), e);
    }
  }

  private static List<String> processesIn(Path folder) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(process -> process.info().commandLine().orElse(""))
          .filter(line -> line.contains(folder.toString()))
          .toList();
    }
  }
}
