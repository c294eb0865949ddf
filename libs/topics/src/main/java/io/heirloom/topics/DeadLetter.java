package io.heirloom.topics;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What goes with a message among the dead letters. */
public final class DeadLetter {
  private static final int LONGEST_STACK = 32_000;

  private DeadLetter() {}

  /**
   * The headers of a message that could not be read or done, and what people need to see why:
   * {@code heirloom-reason}, {@code -stack}, {@code -time}, and where it was: {@code -topic},
   * {@code -partition}, {@code -offset}.
   *
   * @param reason for a person
   * @param cause its stack trace is added, up to 32,000 characters of it
   * @param at when it is put aside
   */
  public static Headers headers(
      ConsumerRecord<?, ?> message, String reason, Throwable cause, Instant at) {
    Headers headers = new RecordHeaders(message.headers());
    add(headers, "reason", reason);
    add(headers, "stack", stack(cause));
    add(headers, "time", at.toString());
    add(headers, "topic", message.topic());
    add(headers, "partition", Integer.toString(message.partition()));
    add(headers, "offset", Long.toString(message.offset()));
    return headers;
  }

  private static String stack(Throwable cause) {
    StringWriter stack = new StringWriter();
    cause.printStackTrace(new PrintWriter(stack));
    return stack.getBuffer().substring(0, Math.min(stack.getBuffer().length(), LONGEST_STACK));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add("heirloom-" + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
