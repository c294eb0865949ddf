package io.heirloom.gateway.api;

import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.limit.LimitConfiguration;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class LimitsTest {
  private static final String STUDIES = "/api/v1/studies";
  private static final int AT_ONCE = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject private LimitConfiguration limits;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void aClientThatAsksTooMuchIsToldWhenToAskAgainAndOthersAreServed() {
    String nowhere = STUDIES + "/nosuchstudy";
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    List<HttpResponse<String>> answers =
        IntStream.range(0, 3 * limits.burst())
            .mapToObj(request -> clients.submit(() -> send("10.1.1.1", nowhere)))
            .toList()
            .stream()
            .map(LimitsTest::get)
            .toList();
    clients.shutdown();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(404, 429);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 404)
        .hasSizeGreaterThanOrEqualTo(limits.burst());
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 429)
        .allSatisfy(
            refused -> {
              assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
              assertThat(refused.headers().firstValue("Content-Type"))
                  .hasValue("application/problem+json");
              assertThat(refused.body()).contains("\"status\":429", "Ask again in 1 s.");
            });
    from("10.1.1.2").get(nowhere).then().statusCode(404);
    given()
        .get("/q/metrics")
        .then()
        .body(containsString("heirloom_gateway_refused_total{reason=\"rate\"}"));
  }

  @Test
  void aClientFollowsSoManyStudiesAtOnceAndMoreOnceItLeaves() {
    String events = STUDIES + "/" + start(SMALL) + "/events";
    List<HttpResponse<InputStream>> streams =
        IntStream.range(0, limits.streams().mostPerClient())
            .mapToObj(stream -> open("10.1.1.3", events))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(streams).extracting(HttpResponse::statusCode).containsOnly(200);

    from("10.1.1.3")
        .get(events)
        .then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", "5");
    HttpResponse<InputStream> other = open("10.1.1.4", events).join();
    assertThat(other.statusCode()).isEqualTo(200);

    close(other);
    streams.forEach(LimitsTest::close);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                given()
                    .get("/q/metrics")
                    .then()
                    .body(containsString("heirloom_gateway_streams 0.0")));
  }

  @Test
  void howFullQueuesAreIsInTheMetrics() {
    String metrics = given().get("/q/metrics").asString();

    assertThat(metrics)
        .contains(
            "heirloom_gateway_requests",
            "heirloom_gateway_bodies",
            "heirloom_gateway_intake_waiting",
            "heirloom_gateway_reading_waiting",
            "heirloom_gateway_downloads",
            "heirloom_gateway_outbox_messages",
            "heirloom_gateway_outbox_bytes",
            "heirloom_gateway_outbox_age_seconds",
            "postgresql_queue_size",
            "kafka_producer_buffer_available_bytes",
            "kafka_consumer_fetch_manager_records_lag");
  }

  private HttpResponse<String> send(String client, String path) throws Exception {
    return http.send(request(client, path), BodyHandlers.ofString());
  }

  private static <T> T get(Future<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<HttpResponse<InputStream>> open(String client, String path) {
    return http.sendAsync(request(client, path), BodyHandlers.ofInputStream());
  }

  private static HttpRequest request(String client, String path) {
    return HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
        .header("X-Forwarded-For", client)
        .build();
  }

  private static RequestSpecification from(String client) {
    return given().header("X-Forwarded-For", client);
  }

  private static void close(HttpResponse<InputStream> stream) {
    try {
      stream.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
