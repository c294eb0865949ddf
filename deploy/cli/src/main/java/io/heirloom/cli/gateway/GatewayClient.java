package io.heirloom.cli.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.lineage.DigestPrefix;
import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gateway's REST interface. What it refuses becomes a {@link CommandFailedException} whose
 * message says which field is wrong and what is allowed.
 */
public final class GatewayClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  // Submitting reads and digests the whole data set; a checkpoint is verified before it is sent.
  private static final Duration ANSWER = Duration.ofMinutes(5);
  // A retry verifies all that the study made.
  private static final Duration LONG_ANSWER = Duration.ofHours(1);
  private static final int LARGEST_REFUSAL = 1 << 20;
  private static final int BUFFER = 1 << 16;

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
    return GatewayJson.read(post(study, Map.of()), StudyView.class);
  }

  /** Asks what a study would come to; starts nothing. */
  public Forecast plan(StudyFile study) {
    return GatewayJson.read(post(study, Map.of("dryRun", "true")), Forecast.class);
  }

  /**
   * Holds a study against another.
   *
   * @param format {@code text} or {@code json}
   */
  public String compare(StudyId study, StudyId with, String format) {
    URI comparison = URI.create(location(study) + "/comparison?with=" + with + "&format=" + format);
    return send(request(comparison).header("Accept", "*/*").GET().build());
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

  /**
   * Downloads a checkpoint with its card as a zip file.
   *
   * @param file to be written
   * @throws IOException if the file cannot be written
   */
  public void checkpoint(DigestPrefix id, Path file, DownloadProgress progress) throws IOException {
    HttpRequest request =
        request(address.resolve("/api/v1/checkpoints/" + id)).header("Accept", "*/*").GET().build();
    HttpResponse<InputStream> response = answer(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        String reason = new String(body.readNBytes(LARGEST_REFUSAL), UTF_8);
        throw refused(response, reason, "request");
      }
      save(body, file, response.headers().firstValueAsLong("Content-Length"), progress);
    }
  }

  private static void save(
      InputStream body, Path file, OptionalLong total, DownloadProgress progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int read = next(body, buffer); read >= 0; read = next(body, buffer)) {
        out.write(buffer, 0, read);
        bytes += read;
        progress.received(bytes, total);
      }
    }
  }

  private static int next(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.NOT_REACHED, "The gateway broke the download off: " + e.getMessage(), e);
    }
  }

  /**
   * Removes from the artifact store what no study needs.
   *
   * @param olderThan what was written to since is left alone
   * @param dryRun whether all of it is
   */
  public Collected collect(Duration olderThan, boolean dryRun) {
    URI collection =
        address.resolve("/api/v1/collection?dryRun=" + dryRun + "&olderThan=" + olderThan);
    return GatewayJson.read(
        send(request(collection).POST(BodyPublishers.noBody()).build()), Collected.class);
  }

  /** Gives a study up. */
  public void cancel(StudyId study) {
    send(request(location(study)).DELETE().build());
  }

  /** Lets a study that ended go on from what it lacks. Takes as long as reading all it made. */
  public Retried retry(StudyId study) {
    return GatewayJson.read(post(URI.create(location(study) + "/retry")), Retried.class);
  }

  /**
   * Begins to put studies back into the gateway's database.
   *
   * @param all whether those that it has are replaced, too
   */
  public RebuildProgress beginRebuild(boolean all) {
    return GatewayJson.read(
        post(address.resolve("/api/v1/rebuild?all=" + all)), RebuildProgress.class);
  }

  /** How far that has come. */
  public RebuildProgress rebuild() {
    return GatewayJson.read(get(address.resolve("/api/v1/rebuild")), RebuildProgress.class);
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

  private String post(URI resource) {
    return send(
        HttpRequest.newBuilder(resource)
            .timeout(LONG_ANSWER)
            .header("Accept", "application/json")
            .POST(BodyPublishers.noBody())
            .build());
  }

  private String post(StudyFile study, Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    study.dataFolder().ifPresent(folder -> all.put("data_folder", folder.toString()));
    String query =
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
            .collect(Collectors.joining("&", all.isEmpty() ? "" : "?", ""));
    HttpRequest request =
        request(address.resolve("/api/v1/studies" + query))
            .header("Content-Type", "application/yaml")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(study.yaml()))
            .build();
    return send(request, study.origin());
  }

  private String send(HttpRequest request) {
    return send(request, "request");
  }

  /** Sends what messages call {@code origin}. */
  private String send(HttpRequest request, String origin) {
    HttpResponse<String> response = answer(request, BodyHandlers.ofString(UTF_8));
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    throw refused(response, response.body(), origin);
  }

  private <T> HttpResponse<T> answer(HttpRequest request, BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException e) {
      throw new CommandFailedException(
          ExitCode.NOT_REACHED, "The gateway at " + address + " does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException(ExitCode.NOT_REACHED, "Interrupted.", e);
    }
  }

  private static CommandFailedException refused(
      HttpResponse<?> response, String body, String origin) {
    int status = response.statusCode();
    boolean explained =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/problem+json"))
            .isPresent();
    String message =
        explained
            ? ProblemDetails.read(body).text(origin)
            : "The gateway answered " + status + " to " + response.request().uri() + ".";
    boolean unavailable = status >= 500;
    return new CommandFailedException(
        unavailable ? ExitCode.NOT_REACHED : ExitCode.BAD_INPUT, message);
  }
}
