package io.heirloom.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {
  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() throws Exception {
    started.forEach(Process::destroyForcibly);
    OrphanServer.in(folder.resolve("data")).ifPresent(OrphanServer::stop);
  }

  @Test
  void aBrokerSaysWhenItIsReadyAndStopsOnTheSignal() throws Exception {
    Process broker = start(BrokerProcess.class, "0");

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", addressOf(broker)))) {
      assertThat(admin.describeCluster().nodes().get(20, TimeUnit.SECONDS)).hasSize(1);
    }
    broker.destroy();

    assertThat(broker.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aBrokerKilledStartsAgainWithinSeconds() throws Exception {
    Process killed = start(BrokerProcess.class, "0");
    addressOf(killed);
    killed.destroyForcibly().waitFor();

    long before = System.nanoTime();
    addressOf(start(BrokerProcess.class, "0"));

    assertThat((System.nanoTime() - before) / 1e9).isLessThan(15);
  }

  @Test
  void aDatabaseStopsWhenItsInputEnds() throws Exception {
    Process database = start(DatabaseProcess.class, "0", "--until-input-ends");
    String address = addressOf(database);
    assertThat(EmbeddedDatabaseTest.ask(address, "SELECT 1")).isEqualTo("1");

    database.getOutputStream().close();

    assertThat(database.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(OrphanServer.in(folder.resolve("data"))).isEmpty();
  }

  @Test
  void aDatabaseWhoseJvmWasKilledIsStoppedAndStartedAgainDespiteItsClients() throws Exception {
    Process killed = start(DatabaseProcess.class, "0");
    String address = addressOf(killed);
    try (Connection client = EmbeddedDatabaseTest.connect(address)) {
      client.createStatement().execute("CREATE TABLE note AS SELECT 'kept' AS text");
      killed.destroyForcibly().waitFor();
      assertThat(OrphanServer.in(folder.resolve("data"))).isPresent();

      String next = addressOf(start(DatabaseProcess.class, address.split(":")[1]));

      assertThat(next).isEqualTo(address);
      assertThat(EmbeddedDatabaseTest.ask(next, "SELECT text FROM note")).isEqualTo("kept");
    }
  }

  @Test
  void whatCannotStartSaysWhyInALineAndEnds() throws Exception {
    Files.writeString(folder.resolve("data"), "not a folder");

    Process database = start(DatabaseProcess.class, "0");

    assertThat(database.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(database.exitValue()).isEqualTo(1);
    String said = Files.readString(errors());
    assertThat(said).contains("cannot start").contains(folder.toString());
    assertThat(said).doesNotContain("\tat ");
  }

  private Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(errors().toFile()).start();
    started.add(process);
    return process;
  }

  private Path errors() {
    return folder.resolve("errors.txt");
  }

  private static String addressOf(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    assertThat(line).startsWith("READY 127.0.0.1:");
    return line.substring("READY ".length());
  }
}
