package io.heirloom.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heirloom.cli.CommandFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayClientTest {
  private static final String REFUSAL =
      """
      {"detail": "A field of the request cannot be used.",
       "errors": [{"field": "seeds", "value": "1", "allowed": "a list", "line": 2, "column": 1}]}
      """;

  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private HttpServer gateway;

  /** What answers is no gateway: it refuses all, and keeps what was asked. */
  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/", this::refuse);
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void aStudyIsSentAsItIsWithItsDataFolderBeside() {
    byte[] text = "# ä\nseeds: 1\n".getBytes(UTF_8);
    Path folder = Path.of("/mirror of/ä&b");

    assertThatThrownBy(() -> client().submit(new StudyFile("my.yaml", text, Optional.of(folder))))
        .isInstanceOf(CommandFailedException.class);
    assertThatThrownBy(() -> client().submit(new StudyFile("my.yaml", text, Optional.empty())))
        .isInstanceOf(CommandFailedException.class);

    assertThat(asked)
        .containsExactly(
            "/api/v1/studies?data_folder=%2Fmirror+of%2F%C3%A4%26b\n# ä\nseeds: 1\n",
            "/api/v1/studies\n# ä\nseeds: 1\n");
  }

  @Test
  void aRefusedStudyIsShownWithFileAndLine() {
    StudyFile study = new StudyFile("my.yaml", new byte[0], Optional.empty());

    assertThatThrownBy(() -> client().submit(study))
        .hasMessageContaining("my.yaml line 2: seeds: 1; allowed: a list");
  }

  private GatewayClient client() {
    return new GatewayClient(URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()));
  }

  private void refuse(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(exchange.getRequestURI().toString() + "\n" + body);
      exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
      byte[] answer = REFUSAL.getBytes(UTF_8);
      exchange.sendResponseHeaders(400, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
