package io.heirloom.worker;

import io.heirloom.lineage.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Orders that are passed on byte by byte, with their headers. */
final class Copies {
  private static final int LONGEST_STACK = 32_000;

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
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS, null, order.key(), order.value(), order.headers());
    Headers headers = letter.headers();
    CloudEvent.add(headers, "heirloom-reason", reason);
    CloudEvent.add(headers, "heirloom-stack", stack(cause));
    CloudEvent.add(headers, "heirloom-worker", worker.id());
    CloudEvent.add(headers, "heirloom-time", worker.now().toString());
    CloudEvent.add(headers, "heirloom-topic", order.topic());
    CloudEvent.add(headers, "heirloom-partition", Integer.toString(order.partition()));
    CloudEvent.add(headers, "heirloom-offset", Long.toString(order.offset()));
    return letter;
  }

  private static String stack(Throwable cause) {
    StringWriter stack = new StringWriter();
    cause.printStackTrace(new PrintWriter(stack));
    return stack.getBuffer().substring(0, Math.min(stack.getBuffer().length(), LONGEST_STACK));
  }
}
