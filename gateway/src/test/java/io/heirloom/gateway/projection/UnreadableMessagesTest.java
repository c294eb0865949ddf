package io.heirloom.gateway.projection;

import static io.heirloom.gateway.StudyFiles.SMALL;
import static io.heirloom.gateway.StudyFiles.start;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.heirloom.embedded.test.BrokerAndDatabase;
import io.heirloom.gateway.Broker;
import io.heirloom.gateway.Workers;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What cannot be read ends among the dead letters with a reason, and holds nothing up. */
@QuarkusTest
@WithTestResource(BrokerAndDatabase.class)
class UnreadableMessagesTest {
  private static final Map<String, String> TYPES =
      Map.of(
          Topics.EVENTS, Topics.EVENT_TYPE,
          Topics.METRICS, Topics.METRIC_TYPE,
          Topics.CONTROL, Topics.CANCEL_TYPE,
          Topics.STUDIES, Topics.FACT_TYPE);
  private static final int LARGE = 900_000;

  private final String mark = UUID.randomUUID().toString();

  @Test
  void whateverCannotBeReadIsPutAsideWithAReasonAndTheStreamsGoOn() {
    StudyId study = new StudyId(start(SMALL));
    List<String> keys = get("/api/v1/studies/" + study + "/steps").path("key");
    StepKey key = StepKey.parse(keys.get(0));
    List<ProducerRecord<String, byte[]>> broken = new ArrayList<>();
    TYPES.forEach((topic, type) -> broken.addAll(broken(topic, type)));
    broken.addAll(refused(study, key));
    broken.add(withType(Topics.STUDIES, Topics.FACT_TYPE, new byte[15 << 20]));
    try (Broker broker = new Broker()) {
      Workers workers = new Workers(broker);
      broken.forEach(broker::send);
      broker.say(workers.completed(study, key, 1));

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  get("/api/v1/studies/" + study + "/steps")
                      .then()
                      .body("[0].state", equalTo("completed")));
      List<ConsumerRecord<String, byte[]>> letters =
          broker.read(Topics.DEAD_LETTERS, broken.size(), letter -> mark.equals(letter.key()));
      assertThat(letters).hasSameSizeAs(broken);
      assertThat(letters).allSatisfy(letter -> assertThat(header(letter, "reason")).isNotBlank());
      for (ProducerRecord<String, byte[]> sent : broken) {
        assertThat(letters)
            .filteredOn(letter -> header(letter, "topic").equals(sent.topic()))
            .anySatisfy(letter -> assertThat(letter.value()).isEqualTo(sent.value()));
      }
      assertThat(letters)
          .extracting(letter -> header(letter, "reason"))
          .anyMatch(reason -> reason.contains("io.heirloom.step-event.v99"));
    }
  }

  private List<ProducerRecord<String, byte[]>> broken(String topic, String type) {
    List<ProducerRecord<String, byte[]>> broken = new ArrayList<>();
    byte[] empty = bytes("{}");
    broken.add(new ProducerRecord<>(topic, mark, empty));
    ProducerRecord<String, byte[]> nothing = new ProducerRecord<>(topic, mark, empty);
    nothing.headers().add("ce_specversion", null).add("ce_type", new byte[] {-1, 0, 7});
    broken.add(nothing);
    ProducerRecord<String, byte[]> structured = new ProducerRecord<>(topic, mark, empty);
    structured.headers().add("content-type", bytes("application/cloudevents+json"));
    broken.add(structured);
    ProducerRecord<String, byte[]> half = withType(topic, type, empty);
    half.headers().add("ce_id", null).add("ce_source", bytes("http://[not an address"));
    half.headers().add("ce_time", bytes("yesterday"));
    broken.add(half);
    broken.add(withType(topic, type.replaceAll("v\\d+$", "v99"), empty));
    broken.add(withType(topic, type, new byte[0]));
    broken.add(withType(topic, type, new byte[] {(byte) 0xc3, 0x28, (byte) 0xff, 0}));
    broken.add(withType(topic, type, bytes("[".repeat(50_000))));
    broken.add(withType(topic, type, bytes("{\"a\":".repeat(50_000))));
    broken.add(withType(topic, type, bytes("{\"kind\": \"java.lang.Object\"}")));
    broken.add(withType(topic, type, bytes("x".repeat(LARGE))));
    broken.add(withType(topic, type, bytes("{\"" + "k".repeat(LARGE) + "\": 1}")));
    if (!topic.equals(Topics.CONTROL)) {
      // On a compacted topic that is no message.
      broken.add(withType(topic, type, null));
    }
    return broken;
  }

  /** Of the right form, but with what has no place in the program or in the database. */
  private List<ProducerRecord<String, byte[]>> refused(StudyId study, StepKey key) {
    String good =
        new String(
            LineageJson.write(
                new StepEvent.Started(
                    study, key, 1, "w-1", Instant.parse("2026-01-01T00:00:00Z"), Shard.WHOLE, 1)),
            StandardCharsets.UTF_8);
    return List.of(
        event(good.replace("\"w-1\"", "null")),
        event(good.replace("\"2026-01-01T00:00:00Z\"", "null")),
        event(good.replace("\"w-1\"", "\"\\u0000\"")),
        event(good.replace("2026-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z")),
        event(good.replace("\"index\":0", "\"index\":7")));
  }

  private ProducerRecord<String, byte[]> event(String json) {
    return withType(Topics.EVENTS, Topics.EVENT_TYPE, bytes(json));
  }

  private ProducerRecord<String, byte[]> withType(String topic, String type, byte[] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, mark, value);
    record.headers().add("ce_specversion", bytes("1.0")).add("ce_type", bytes(type));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<String, byte[]> letter, String name) {
    return new String(
        letter.headers().lastHeader("heirloom-" + name).value(), StandardCharsets.UTF_8);
  }
}
