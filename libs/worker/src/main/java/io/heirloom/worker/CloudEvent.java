package io.heirloom.worker;

import io.heirloom.lineage.MessageType;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.topics.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * JSON on Kafka in the binary mode of CloudEvents 1.0 (its Kafka protocol binding, section 3.2):
 * attributes are headers that begin with {@code ce_}, the value is the data.
 */
final class CloudEvent {
  private static final String VERSION = "1.0";
  private static final String TYPE = "ce_type";

  private CloudEvent() {}

  /**
   * A record for a topic.
   *
   * @param key by which records of the topic are kept in order
   * @param type the CloudEvents type
   * @param data what has a JSON form in {@link LineageJson}
   */
  static ProducerRecord<String, byte[]> record(
      String topic, String key, String type, StepKey subject, Object data, Worker worker) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, LineageJson.write(data));
    Headers headers = record.headers();
    add(headers, "ce_specversion", VERSION);
    add(headers, "ce_id", UUID.randomUUID().toString());
    add(headers, "ce_source", "/heirloom/workers/" + worker.id());
    add(headers, TYPE, type);
    add(headers, "ce_subject", subject.toString());
    add(headers, "ce_time", worker.now().toString());
    add(headers, "content-type", "application/json");
    return record;
  }

  /** The record of a step event. Events of one study stay in order. */
  static ProducerRecord<String, byte[]> record(StepEvent event, Worker worker) {
    return record(
        Topics.EVENTS, event.study().value(), Topics.EVENT_TYPE, event.key(), event, worker);
  }

  /** What a record says it is; empty if it does not say so in the form of this project. */
  static Optional<MessageType> type(ConsumerRecord<?, ?> record) {
    return Envelope.header(record, TYPE).flatMap(MessageType::parse);
  }

  static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
