package io.heirloom.chaos.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what topics hold, without being a member of anything. */
public final class Tapes {
  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> kafka;

  /**
   * @param kafka properties of Kafka's clients
   */
  public Tapes(Map<String, Object> kafka) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.put("isolation.level", "read_committed");
  }

  /** Where these topics end now. */
  public Bookmark end(List<String> topics) {
    try (KafkaConsumer<String, byte[]> reader = reader()) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> reader.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      return new Bookmark(reader.endOffsets(partitions));
    }
  }

  /** What came into a topic since, partition by partition, without what was given up. */
  List<ConsumerRecord<String, byte[]>> since(Bookmark bookmark, String topic) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    bookmark.of(topic).forEach(partition -> offsets.put(partition, bookmark.ends().get(partition)));
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> reader = reader()) {
      reader.assign(offsets.keySet());
      offsets.forEach(reader::seek);
      Map<TopicPartition, Long> ends = reader.endOffsets(offsets.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
        reader.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<String, byte[]> reader() {
    return new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
