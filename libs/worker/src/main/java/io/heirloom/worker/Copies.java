package io.heirloom.worker;

import io.heirloom.lineage.Topics;
import io.heirloom.topics.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Orders that are passed on byte by byte, with their headers. */
final class Copies {
  private Copies() {}

  /** The same order once more, at the end of its queue and with none of its deliveries counted. */
  static ProducerRecord<String, byte[]> anew(ConsumerRecord<String, byte[]> order) {
    return new ProducerRecord<>(order.topic(), null, order.key(), order.value(), order.headers());
  }

  /**
   * An order that could not be read or done, with what people need to see why.
   *
   * @param order as it came
   * @param reason for a person
   * @param cause its stack trace is added
   */
  static ProducerRecord<String, byte[]> deadLetter(
      ConsumerRecord<String, byte[]> order, String reason, Throwable cause, Worker worker) {
    Headers headers = DeadLetter.headers(order, reason, cause, worker.now());
    CloudEvent.add(headers, "heirloom-worker", worker.id());
    return new ProducerRecord<>(Topics.DEAD_LETTERS, null, order.key(), order.value(), headers);
  }
}
