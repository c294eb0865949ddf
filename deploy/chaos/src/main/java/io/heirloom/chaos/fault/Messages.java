package io.heirloom.chaos.fault;

import io.heirloom.lineage.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Brings messages about that come twice, late, or from nobody. */
public final class Messages {
  /** The header by which what was spoiled here is known in the dead letters. */
  public static final String SPOILED = "chaos";

  /** The topics on which it does. */
  public static final List<String> TOPICS =
      Stream.concat(
              Topics.ORDERS.stream(),
              Stream.of(Topics.EVENTS, Topics.METRICS, Topics.CONTROL, Topics.STUDIES))
          .toList();

  private static final int REPEATED = 4;
  private static final int SPOILED_EACH = 3;
  private static final int LONGEST = 2000;
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> kafka;

  /**
   * @param kafka properties of Kafka's clients
   */
  Messages(Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** Publishes some of what every topic holds once more, byte by byte. */
  String repeat(SplittableRandom random) {
    int repeated = 0;
    try (KafkaConsumer<byte[], byte[]> reader = reader();
        KafkaProducer<byte[], byte[]> writer = writer()) {
      for (String topic : TOPICS) {
        for (int i = 0; i < REPEATED; i++) {
          Optional<ConsumerRecord<byte[], byte[]>> record = any(topic, reader, random);
          record.ifPresent(found -> send(writer, copy(found)));
          repeated += record.isPresent() ? 1 : 0;
        }
      }
    }
    return repeated + " messages";
  }

  /** Publishes what nobody can read to every topic. */
  String spoil(SplittableRandom random) {
    try (KafkaConsumer<byte[], byte[]> reader = reader();
        KafkaProducer<byte[], byte[]> writer = writer()) {
      for (String topic : TOPICS) {
        for (int i = 0; i < SPOILED_EACH; i++) {
          send(writer, spoiled(topic, any(topic, reader, random), random));
        }
      }
    }
    return TOPICS.size() * SPOILED_EACH + " messages";
  }

  private static void send(
      KafkaProducer<byte[], byte[]> writer, ProducerRecord<byte[], byte[]> record) {
    var unused = writer.send(record);
  }

  private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), record.value(), record.headers());
  }

  /** A real message cut short, or noise. */
  private static ProducerRecord<byte[], byte[]> spoiled(
      String topic, Optional<ConsumerRecord<byte[], byte[]>> real, SplittableRandom random) {
    boolean cut = random.nextBoolean();
    ProducerRecord<byte[], byte[]> record =
        cut && real.isPresent()
            ? new ProducerRecord<>(
                topic, null, real.get().key(), shortened(real.get().value(), random))
            : new ProducerRecord<>(topic, null, key(random), noise(random));
    if (cut) {
      real.ifPresent(found -> found.headers().forEach(record.headers()::add));
    }
    record
        .headers()
        .add(SPOILED, Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static byte[] shortened(byte[] value, SplittableRandom random) {
    return value == null ? null : Arrays.copyOf(value, random.nextInt(Math.max(1, value.length)));
  }

  // A compacted topic takes no message without a key.
  private static byte[] key(SplittableRandom random) {
    return Long.toHexString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] noise = new byte[random.nextInt(LONGEST)];
    random.nextBytes(noise);
    return noise;
  }

  /** Any message of a topic; empty if there is none, or only what marks the end of transactions. */
  private static Optional<ConsumerRecord<byte[], byte[]>> any(
      String topic, KafkaConsumer<byte[], byte[]> reader, SplittableRandom random) {
    List<TopicPartition> partitions =
        reader.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    List<TopicPartition> filled =
        partitions.stream().filter(partition -> ends.get(partition) > 0).toList();
    if (filled.isEmpty()) {
      return Optional.empty();
    }
    TopicPartition partition = filled.get(random.nextInt(filled.size()));
    reader.assign(List.of(partition));
    reader.seek(partition, random.nextLong(ends.get(partition)));
    return reader.poll(POLL).records(partition).stream().findFirst();
  }

  private KafkaConsumer<byte[], byte[]> reader() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", 1);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> writer() {
    return new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
