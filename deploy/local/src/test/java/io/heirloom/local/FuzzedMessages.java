package io.heirloom.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heirloom.lineage.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Messages that nobody can read, the same for the same seed. */
final class FuzzedMessages {
  static final String NUMBER = "fuzz-number";

  private final SplittableRandom random;

  FuzzedMessages(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * The next one for a topic.
   *
   * @param good the value of a message of that topic that could be read
   * @param number by which it is found again
   */
  ProducerRecord<String, byte[]> next(String topic, byte[] good, int number) {
    boolean badEnvelope = random.nextInt(4) == 0;
    byte[] value = badEnvelope ? good : broken(good);
    boolean compacted = topic.equals(Topics.CONTROL);
    String key = !compacted && random.nextInt(4) == 0 ? null : "fuzz-" + number;
    ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, key, value);
    header(message, NUMBER, Integer.toString(number).getBytes(UTF_8));
    header(message, "ce_specversion", "1.0".getBytes(UTF_8));
    header(message, "ce_type", badEnvelope ? foreignType() : type(topic).getBytes(UTF_8));
    if (random.nextInt(3) == 0) {
      header(message, "x-" + random.nextInt(), bytes(random.nextInt(1, 2000)));
    }
    return message;
  }

  /** The type of what is read from a topic. */
  static String type(String topic) {
    return switch (topic) {
      case Topics.EVENTS -> Topics.EVENT_TYPE;
      case Topics.METRICS -> Topics.METRIC_TYPE;
      case Topics.CONTROL -> Topics.CANCEL_TYPE;
      case Topics.STUDIES -> Topics.FACT_TYPE;
      default -> Topics.ORDER_TYPE;
    };
  }

  private byte[] foreignType() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> bytes(40);
      case 2 -> "".getBytes(UTF_8);
      default -> "com.example.other.v1".getBytes(UTF_8);
    };
  }

  private byte[] broken(byte[] good) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> bytes(random.nextInt(1, 5000));
      case 3 -> Arrays.copyOf(good, random.nextInt(1, good.length));
      case 4 -> "[".repeat(random.nextInt(100, 100_000)).getBytes(UTF_8);
      case 5 -> "{\"a\":".repeat(random.nextInt(100, 10_000)).getBytes(UTF_8);
      case 6 -> pick(List.of("null", "true", "0", "\"\"", "[]", "{}", "1e999", "\uFEFF{}"));
      case 7 -> new String(good, UTF_8).replaceFirst(":", ":{},").getBytes(UTF_8);
      case 8 ->
          new String(good, UTF_8).replace("\"study\":\"", "\"study\":\"\\u0000").getBytes(UTF_8);
      case 9 -> new String(good, UTF_8).replace("\"study\"", "\"stüdy\"").getBytes(UTF_8);
      case 10 -> ("\u0000" + new String(good, UTF_8)).getBytes(UTF_8);
      default -> wrongCharacters(good);
    };
  }

  /** A byte that UTF-8 has no place for, within a text. */
  private static byte[] wrongCharacters(byte[] good) {
    byte[] broken = good.clone();
    broken[new String(good, UTF_8).indexOf('"') + 1] = (byte) 0xff;
    return broken;
  }

  private byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] pick(List<String> from) {
    return from.get(random.nextInt(from.size())).getBytes(UTF_8);
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, byte[] value) {
    message.headers().add(name, value);
  }
}
