package io.heirloom.cli.gateway;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The gateway's REST interface. What it refuses becomes a {@link CommandFailedException} whose
 * message says which field is wrong and what is allowed.
 */
public final class GatewayClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  // Submitting reads and digests the whole data set.
  private static final Duration ANSWER = Duration.ofMinutes(5);

  private final URI address;
  private final HttpClient http;

  /**
   * @param address where the gateway is, such as {@code http://127.0.0.1:8080}
   */
  public GatewayClient(URI address) {
    this.address = address;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** Where a study is shown. */
  public URI location(StudyId study) {
    return address.resolve("/api/v1/studies/" + study);
  }

  /** Asks for a study. */
  public StudyView submit(StudyFile study) {
    HttpRequest request =
        request(address.resolve("/api/v1/studies"))
            .header("Content-Type", "application/yaml")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(study.yaml()))
            .build();
    return GatewayJson.read(send(request), StudyView.class);
  }

  /** All studies, the last first. */
  public List<StudyView> studies() {
    return GatewayJson.readList(get(address.resolve("/api/v1/studies")), StudyView.class);
  }

  /** A study. */
  public StudyView study(StudyId study) {
    return GatewayJson.read(get(location(study)), StudyView.class);
  }

  /** The steps of a study, each after the one it starts from. */
  public List<StepView> steps(StudyId study) {
    return GatewayJson.readList(get(URI.create(location(study) + "/steps")), StepView.class);
  }

  /** What came out of a study. */
  public String report(StudyId study, ReportFormat format) {
    URI report = URI.create(location(study) + "/report?format=" + format.parameter());
    return send(request(report).header("Accept", "*/*").GET().build());
  }

  /** Gives a study up. */
  public void cancel(StudyId study) {
    send(request(location(study)).DELETE().build());
  }

  /**
   * Hands on what happens in a study until the stream ends.
   *
   * @param lastSeen id of the last event seen; the stream goes on after it
   * @throws IOException if the stream breaks, or cannot be had for now
   */
  public void follow(StudyId study, Optional<String> lastSeen, Consumer<ServerSentEvent> taker)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(location(study) + "/events"))
            .header("Accept", "text/event-stream");
    lastSeen.ifPresent(id -> request.header("Last-Event-ID", id));
    HttpResponse<Stream<String>> response = http.send(request.build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("the gateway answered " + response.statusCode());
      }
      EventStreamParser parser = new EventStreamParser();
      lines.forEach(line -> parser.next(line).ifPresent(taker));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private String get(URI resource) {
    return send(request(resource).header("Accept", "application/json").GET().build());
  }

  private static HttpRequest.Builder request(URI resource) {
    return HttpRequest.newBuilder(resource).timeout(ANSWER);
  }

  private String send(HttpRequest request) {
    HttpResponse<String> response = answer(request);
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    throw refused(response);
  }

  private HttpResponse<String> answer(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.NOT_REACHED, "The gateway at " + address + " does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.NOT_REACHED, "Interrupted.", e);
    }
  }

  private static CommandFailedException refused(HttpResponse<String> response) {
    int status = response.statusCode();
    boolean explained =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/problem+json"))
            .isPresent();
    String message =
        explained
            ? ProblemDetails.read(response.body()).text()
            : "The gateway answered " + status + " to " + response.request().uri() + ".";
    boolean unavailable = status >= 500;
    return new CommandFailedException(
        unavailable ? ExitCode.NOT_REACHED : ExitCode.BAD_INPUT, message);
  }
}
