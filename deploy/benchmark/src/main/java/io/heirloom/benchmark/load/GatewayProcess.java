package io.heirloom.benchmark.load;

import io.heirloom.embedded.EmbeddedBroker;
import io.heirloom.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A gateway in a process of its own, with half a gigabyte of heap. */
final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int POLL = 500;
  private static final double MEGABYTE = 1 << 20;
  private static final double KILOBYTES_A_MEGABYTE = 1024;

  private final Process process;
  private final URI address;
  private final HttpClient http = HttpClient.newHttpClient();

  private GatewayProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts one and waits until it serves. */
  static GatewayProcess start(Path folder, EmbeddedBroker broker, EmbeddedDatabase database)
      throws IOException, InterruptedException {
    int port = freePort();
    Path program =
        Path.of(System.getProperty("heirloom.installation", ""))
            .resolve("gateway/target/quarkus-app/quarkus-run.jar");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Dquarkus.http.port=" + port,
                    "-Dkafka.bootstrap.servers=" + broker.address(),
                    "-Dquarkus.datasource.jdbc.url=" + database.jdbcUrl(),
                    "-Dquarkus.datasource.reactive.url=" + database.reactiveUrl(),
                    "-Dquarkus.datasource.username=" + EmbeddedDatabase.USER,
                    "-Dquarkus.datasource.password=" + EmbeddedDatabase.USER,
                    "-Dheirloom.store.folder=" + folder.resolve("store"),
                    "-jar",
                    program.toString()))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(folder.resolve("gateway.log").toFile()))
            .start();
    GatewayProcess gateway = new GatewayProcess(process, URI.create("http://127.0.0.1:" + port));
    long end = System.nanoTime() + START.toNanos();
    while (!gateway.serves()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "the gateway does not start:\n" + Files.readString(folder.resolve("gateway.log")));
      }
      Thread.sleep(POLL);
    }
    return gateway;
  }

  URI address() {
    return address;
  }

  /** The sum of what Prometheus is told under a name; 0 if nothing. */
  double metric(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  double heapMegabytes() {
    return metrics()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{"))
            .filter(line -> line.contains("area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum()
        / MEGABYTE;
  }

  double residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .sum()
          / KILOBYTES_A_MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }

  private boolean serves() throws InterruptedException {
    try {
      return get("/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String metrics() {
    try {
      return get("/q/metrics").body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
