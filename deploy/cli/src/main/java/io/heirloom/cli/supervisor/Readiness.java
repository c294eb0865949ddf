package io.heirloom.cli.supervisor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How a process is seen to serve. */
sealed interface Readiness {
  /**
   * Whether it serves.
   *
   * @param log what it printed since it was last started
   */
  boolean shown(Path log) throws InterruptedException;

  /** It prints a line that begins with {@code READY}. */
  record PrintedLine() implements Readiness {
    @Override
    public boolean shown(Path log) {
      try {
        return Files.readString(log, StandardCharsets.ISO_8859_1)
            .lines()
            .anyMatch(line -> line.startsWith("READY "));
      } catch (IOException e) {
        return false;
      }
    }
  }

  /** Its health check says so. */
  record HealthCheck(HttpClient http, int port) implements Readiness {
    private static final Duration ANSWER = Duration.ofSeconds(2);

    @Override
    public boolean shown(Path log) throws InterruptedException {
      URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
      try {
        HttpRequest request = HttpRequest.newBuilder(ready).timeout(ANSWER).build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
