package io.heirloom.benchmark.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Posts studies and asks about them, timing each answer from the moment it was due to be asked. */
final class GatewayRequests {
  private static final String STUDIES = "/api/v1/studies";
  private static final String STUDY =
      """
      {"property": "fairness", "data": {"name": "census"}, "seeds": [%d],
       "models": {"weak": "random:tiny", "strong": "random:small"}}
      """;
  private static final Kind LIST = new Kind("list", id -> STUDIES);
  private static final List<Kind> KINDS =
      List.of(
          new Kind("status", id -> STUDIES + "/" + id),
          LIST,
          new Kind("steps", id -> STUDIES + "/" + id + "/steps"),
          new Kind("report", id -> STUDIES + "/" + id + "/report"));

  private final URI gateway;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = new JsonMapper();
  private final Latencies latencies = new Latencies();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  GatewayRequests(URI gateway) {
    this.gateway = gateway;
  }

  private record Kind(String name, Function<String, String> path) {}

  /** Questions that are asked until this is closed. */
  interface Questions extends AutoCloseable {
    @Override
    void close();
  }

  /** A step of a study. */
  record Step(String key, String operation) {}

  /**
   * Posts studies, each while the others are being answered.
   *
   * @return their ids
   * @throws java.util.concurrent.CompletionException if one is not accepted
   */
  List<String> postAll(int studies) {
    List<CompletableFuture<String>> answers =
        IntStream.range(0, studies)
            .mapToObj(
                number ->
                    http.sendAsync(post(number), BodyHandlers.ofString()).thenApply(this::accepted))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  /** The steps of a study, each after the one it starts from. */
  List<Step> steps(String id) {
    try {
      HttpResponse<String> answer =
          http.send(get(STUDIES + "/" + id + "/steps"), BodyHandlers.ofString());
      List<Step> steps = new ArrayList<>();
      for (JsonNode step : json.readTree(answer.body())) {
        steps.add(new Step(step.get("key").asText(), step.get("operation").asText()));
      }
      return steps;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * Asks about the studies that are accepted by then, at a steady rate, whether or not what was
   * asked before is answered; returns at once.
   *
   * @return what ends it
   */
  Questions ask(int perSecond) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    long nanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begun = System.nanoTime();
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              int number = asked.getAndIncrement();
              ask(number, begun + number * nanos);
            },
            0,
            nanos,
            TimeUnit.NANOSECONDS);
    return clock::shutdown;
  }

  /** How long answers took, from the moment they were due to be asked for. */
  Latencies latencies() {
    return latencies;
  }

  /** How many answers had which status; 0 where none came. */
  synchronized Map<Integer, Integer> statuses() {
    return new TreeMap<>(statuses);
  }

  /** How many questions were not answered with 200. */
  synchronized int failures() {
    return statuses.entrySet().stream()
        .filter(status -> status.getKey() != 200)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void ask(int number, long due) {
    Kind kind = accepted.isEmpty() ? LIST : KINDS.get(number % KINDS.size());
    String id = accepted.isEmpty() ? "" : accepted.get(number * 7 % accepted.size());
    var unused =
        http.sendAsync(get(kind.path().apply(id)), BodyHandlers.discarding())
            .handle((answer, failure) -> answer == null ? 0 : answer.statusCode())
            .thenAccept(status -> note(kind.name(), status, (System.nanoTime() - due) / 1e6));
  }

  private synchronized void note(String kind, int status, double took) {
    statuses.merge(status, 1, Integer::sum);
    latencies.add(kind, took);
  }

  private String accepted(HttpResponse<String> answer) {
    try {
      if (answer.statusCode() != 202) {
        throw new IllegalStateException("refused: " + answer.statusCode() + " " + answer.body());
      }
      String id = json.readTree(answer.body()).get("id").asText();
      accepted.add(id);
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest post(int number) {
    return HttpRequest.newBuilder(gateway.resolve(STUDIES))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(STUDY.formatted(number)))
        .build();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(gateway.resolve(path)).header("Accept", "*/*").build();
  }
}
