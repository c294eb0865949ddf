package io.heirloom.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.lineage.DigestPrefix;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers is no gateway: it sends what each test has it send. */
class CheckpointDownloadTest {
  private static final DigestPrefix ID = new DigestPrefix("0123abcd");

  @TempDir private Path folder;

  private final byte[] content = new byte[500_000];
  private HttpServer gateway;

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void whatIsSentIsSavedAndToldOnTheWay() throws IOException {
    new Random(1).nextBytes(content);
    GatewayClient client = sending(200, "application/zip", content, 0);
    List<Long> told = new ArrayList<>();

    client.checkpoint(ID, folder.resolve("it.zip"), (bytes, total) -> told.add(bytes));

    assertThat(folder.resolve("it.zip")).hasBinaryContent(content);
    assertThat(told).isSorted().endsWith((long) content.length);
  }

  @Test
  void aDownloadThatBreaksOffFails() throws IOException {
    GatewayClient client = sending(200, "application/zip", content, content.length + 1L);

    assertThatThrownBy(() -> client.checkpoint(ID, folder.resolve("it.zip"), (bytes, total) -> {}))
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_REACHED));
  }

  @Test
  void whyItIsRefusedIsShown() throws IOException {
    byte[] problem = "{\"detail\": \"There is no step '0123abcd'\"}".getBytes(UTF_8);
    GatewayClient client = sending(404, "application/problem+json", problem, 0);

    assertThatThrownBy(() -> client.checkpoint(ID, folder.resolve("it.zip"), (bytes, total) -> {}))
        .hasMessage("There is no step '0123abcd'")
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT));
    assertThat(folder).isEmptyDirectory();
  }

  /**
   * @param promised how many bytes it says will come; 0: it does not say
   */
  private GatewayClient sending(int status, String type, byte[] body, long promised)
      throws IOException {
    HttpHandler handler = exchange -> send(exchange, status, type, body, promised);
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/api/v1/checkpoints/0123abcd", handler);
    gateway.start();
    return new GatewayClient(URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()));
  }

  private static void send(
      HttpExchange exchange, int status, String type, byte[] body, long promised)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, promised);
      exchange.getResponseBody().write(body);
    }
  }
}
