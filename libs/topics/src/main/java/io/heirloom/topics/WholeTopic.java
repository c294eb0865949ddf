package io.heirloom.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A topic from its beginning to where it ended when it was opened, without what was never
 * committed. All methods throw {@link org.apache.kafka.common.KafkaException} if the broker cannot
 * be reached.
 */
public final class WholeTopic implements AutoCloseable {
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final long records;

  /**
   * @param client properties of Kafka's clients, at least {@code bootstrap.servers}
   */
  public WholeTopic(Map<String, Object> client, String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    ends = consumer.endOffsets(partitions);
    records =
        ends.entrySet().stream()
            .mapToLong(end -> end.getValue() - beginnings.get(end.getKey()))
            .sum();
    consumer.seekToBeginning(partitions);
  }

  /**
   * About how many records there are, markers of transactions and what compaction took included.
   */
  public long records() {
    return records;
  }

  /**
   * The next records, those of a key in their order; may be none; stops being called at the end.
   */
  public List<ConsumerRecord<String, byte[]>> next() {
    return StreamSupport.stream(consumer.poll(LONGEST_POLL).spliterator(), false)
        .filter(
            record ->
                record.offset() < ends.get(new TopicPartition(record.topic(), record.partition())))
        .toList();
  }

  /** Whether all has been read. */
  public boolean ended() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
