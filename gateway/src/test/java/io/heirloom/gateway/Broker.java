package io.heirloom.gateway;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The broker as the other services see it. */
public final class Broker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String address =
      ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", address, "max.request.size", 2 * Topics.LARGEST_ORDER),
          new StringSerializer(),
          new ByteArraySerializer());

  /** Reports what happened to a step, as a worker would. */
  public void say(StepEvent event) {
    send(Topics.EVENTS, event.study().value(), Topics.EVENT_TYPE, LineageJson.write(event));
  }

  /** Reports a measurement, as a worker would. */
  public void say(MetricPoint point) {
    send(Topics.METRICS, point.key().toString(), Topics.METRIC_TYPE, LineageJson.write(point));
  }

  /** Sends a value in an envelope of that CloudEvents type. */
  public void send(String topic, String key, String type, byte[] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, value);
    record.headers().add("ce_specversion", "1.0".getBytes(StandardCharsets.UTF_8));
    record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    send(record);
  }

  public void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the broker takes nothing", e);
    }
  }

  /** The first {@code count} records of a topic that are wanted; fewer if no more come. */
  public List<ConsumerRecord<String, byte[]>> read(
      String topic, int count, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (found.size() < count && System.nanoTime() < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (wanted.test(record)) {
                    found.add(record);
                  }
                });
      }
    }
    return found;
  }

  @Override
  public void close() {
    producer.close();
  }
}
