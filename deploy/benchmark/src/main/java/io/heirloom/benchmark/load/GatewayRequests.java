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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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
  private static final List<Kind> KINDS =
      List.of(
          new Kind("status", id -> STUDIES + "/" + id),
          new Kind("list", id -> STUDIES),
          new Kind("steps", id -> STUDIES + "/" + id + "/steps"),
          new Kind("report", id -> STUDIES + "/" + id + "/report"));

  private final URI gateway;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = new JsonMapper();
  private final Map<String, List<Double>> milliseconds = new TreeMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  GatewayRequests(URI gateway) {
    this.gateway = gateway;
  }

  private record Kind(String name, Function<String, String> path) {}

  /** A step of a study. */
  record Step(String key, String operation) {}

  /**
   * Posts studies, each while the others are being answered.
   *
   * @return their ids
   * @throws IllegalStateException if one is not accepted
   */
  List<String> postAll(int studies) {
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, studies)
            .mapToObj(number -> http.sendAsync(post(number), BodyHandlers.ofString()))
            .toList();
    return answers.stream().map(CompletableFuture::join).map(this::id).toList();
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

  /** Asks at a steady rate, whether or not what was asked before is answered; returns at once. */
  void askFor(List<String> ids, int perSecond, Duration time) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    long nanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begun = System.nanoTime();
    var unused =
        clock.scheduleAtFixedRate(
            () -> {
              int number = asked.getAndIncrement();
              ask(ids, number, begun + number * nanos);
              if (System.nanoTime() - begun > time.toNanos()) {
                clock.shutdown();
              }
            },
            0,
            nanos,
            TimeUnit.NANOSECONDS);
  }

  /** How long answers took, a line for each kind of question. */
  synchronized List<String> latencies() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%8s %10s %10s %10s %10s", "GET", "number", "p50, ms", "p99, ms", "most, ms"));
    List<Double> all = new ArrayList<>();
    milliseconds.forEach(
        (kind, times) -> {
          lines.add(line(kind, times));
          all.addAll(times);
        });
    lines.add(line("all", all));
    lines.add("statuses: " + statuses);
    return lines;
  }

  /** How many questions were not answered with 200. */
  synchronized int failures() {
    return statuses.entrySet().stream()
        .filter(status -> status.getKey() != 200)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private void ask(List<String> ids, int number, long due) {
    Kind kind = KINDS.get(number % KINDS.size());
    String id = ids.get(number * 7 % ids.size());
    var unused =
        http.sendAsync(get(kind.path().apply(id)), BodyHandlers.discarding())
            .handle((answer, failure) -> answer == null ? 0 : answer.statusCode())
            .thenAccept(status -> note(kind.name(), status, (System.nanoTime() - due) / 1e6));
  }

  private synchronized void note(String kind, int status, double took) {
    statuses.merge(status, 1, Integer::sum);
    milliseconds.computeIfAbsent(kind, first -> new ArrayList<>()).add(took);
  }

  private static String line(String kind, List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%8s %10d %10.1f %10.1f %10.1f",
        kind,
        sorted.length,
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        Arrays.stream(sorted).max().orElse(0));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.floor(share * (sorted.length - 1))];
  }

  private String id(HttpResponse<String> answer) {
    try {
      if (answer.statusCode() != 202) {
        throw new IllegalStateException("refused: " + answer.statusCode() + " " + answer.body());
      }
      return json.readTree(answer.body()).get("id").asText();
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
