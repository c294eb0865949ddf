package io.heirloom.gateway.api;

import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.start;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.study.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that follows a study and does not read costs what fits between it and the gateway. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class SlowReaderTest {
  private static final int HAPPENINGS = 20_000;

  /** Bytes of each, so that all are 40 MB. */
  private static final int SIZE = 2000;

  /** Happenings: a page, and what buffers of the system take. */
  private static final int MOST_ON_THEIR_WAY = 8_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject private Transactions transactions;
  @Inject private MeterRegistry registry;

  @Test
  void whatIsNotReadIsNotSent() throws IOException {
    String id = start(SMALL);
    happen(id);
    RestAssured.delete("/api/v1/studies/" + id).then().statusCode(202);
    double before = sent();

    try (Socket client = new Socket()) {
      client.connect(address());
      client
          .getOutputStream()
          .write(
              ("GET /api/v1/studies/"
                      + id
                      + "/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                  .getBytes(US_ASCII));

      await().atMost(PATIENCE).until(() -> sent() > before && standsStill());
      assertThat(sent() - before).isLessThan(MOST_ON_THEIR_WAY);

      assertThat(lastNumber(client)).isEqualTo(HAPPENINGS + 1);
    }
  }

  /** Whether nothing was sent for a while. */
  private boolean standsStill() throws InterruptedException {
    double then = sent();
    Thread.sleep(Duration.ofSeconds(1).toMillis());
    return sent() == then;
  }

  private double sent() {
    return registry.get("heirloom.gateway.happenings.sent").counter().count();
  }

  private void happen(String id) {
    transactions
        .run(
            session ->
                session
                    .createNativeQuery(
                        "INSERT INTO happening (study_id, number, kind, payload)"
                            + " SELECT :id, number, 'METRIC', repeat('x', :size)"
                            + " FROM generate_series(1, :number) number")
                    .setParameter("id", id)
                    .setParameter("size", SIZE)
                    .setParameter("number", HAPPENINGS)
                    .executeUpdate()
                    .chain(
                        () ->
                            session
                                .createNativeQuery(
                                    "UPDATE study SET last_happening = :number WHERE id = :id")
                                .setParameter("id", id)
                                .setParameter("number", HAPPENINGS)
                                .executeUpdate()))
        .await()
        .atMost(PATIENCE);
  }

  /** The number of the last event, if each has the number after the one before it. */
  private static long lastNumber(Socket client) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    long last = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("id:")) {
        assertThat(Long.parseLong(line.substring(3).strip())).isEqualTo(last + 1);
        last++;
      }
    }
    return last;
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(URI.create(RestAssured.baseURI).getHost(), RestAssured.port);
  }
}
