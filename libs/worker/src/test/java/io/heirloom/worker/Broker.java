package io.heirloom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.topics.Envelope;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The broker as the outside sees it: publishes, and reads what was committed. */
@Singleton
final class Broker {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Worker OUTSIDE = new Worker("outside", Clock.systemUTC());

  private final Map<String, Object> client;

  Broker(@Identifier("default-kafka-broker") Map<String, Object> client) {
    this.client = client;
  }

  Map<String, Object> client() {
    return client;
  }

  static ProducerRecord<String, byte[]> record(StepOrder order) {
    String key = order.key().toString();
    return CloudEvent.record(order.topic(), key, Topics.ORDER_TYPE, order.key(), order, OUTSIDE);
  }

  void publish(StepOrder order) {
    publish(record(order));
  }

  void cancel(StepOrder order) {
    CancelStudy cancel = new CancelStudy(order.study(), OUTSIDE.now());
    publish(
        CloudEvent.record(
            Topics.CONTROL,
            order.study().value(),
            Topics.CANCEL_TYPE,
            order.key(),
            cancel,
            OUTSIDE));
  }

  void publish(ProducerRecord<String, byte[]> record) {
    try (KafkaProducer<String, byte[]> producer = producer(Map.of())) {
      producer.send(record).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("cannot publish", e);
    }
  }

  KafkaProducer<String, byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** The events of a study, once there is one like this. */
  List<StepEvent> eventsUntil(StudyId study, Class<? extends StepEvent> last) {
    return eventsUntil(study, events -> events.stream().anyMatch(last::isInstance));
  }

  List<StepEvent> eventsUntil(StudyId study, Predicate<List<StepEvent>> enough) {
    return eventsUntil(study, PATIENCE, enough);
  }

  List<StepEvent> eventsUntil(StudyId study, Duration patience, Predicate<List<StepEvent>> enough) {
    List<StepEvent> events = new ArrayList<>();
    readUntil(
        Topics.EVENTS,
        patience,
        () -> "after " + events,
        record -> {
          StepEvent event = Envelope.open(record, Topics.EVENT_TYPE, StepEvent.class);
          if (event.study().equals(study)) {
            assertThat(record.key()).isEqualTo(study.value());
            events.add(event);
          }
          return enough.test(events);
        });
    return events;
  }

  /** The orders forwarded for a study so far. */
  List<StepOrder> ordersOf(StudyId study, String topic) {
    return readAll(topic).stream()
        .map(record -> Envelope.open(record, Topics.ORDER_TYPE, StepOrder.class))
        .filter(order -> order.study().equals(study))
        .toList();
  }

  /** The dead letter with this key, once it is there. */
  ConsumerRecord<String, byte[]> deadLetter(String key) {
    return readUntil(Topics.DEAD_LETTERS, record -> key.equals(record.key()));
  }

  /** The first committed record like this, once it is there. */
  ConsumerRecord<String, byte[]> readUntil(
      String topic, Predicate<ConsumerRecord<String, byte[]>> found) {
    return readUntil(topic, PATIENCE, () -> "", found);
  }

  private ConsumerRecord<String, byte[]> readUntil(
      String topic,
      Duration patience,
      Supplier<String> context,
      Predicate<ConsumerRecord<String, byte[]>> found) {
    long end = System.nanoTime() + patience.toNanos();
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      while (System.nanoTime() < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (found.test(record)) {
            return record;
          }
        }
      }
    }
    throw new AssertionError("not on " + topic + " within " + patience + " " + context.get());
  }

  /** All that is committed on a topic now. */
  List<ConsumerRecord<String, byte[]>> readAll(String topic) {
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  static byte[] json(StepOrder order) {
    return LineageJson.write(order);
  }

  private KafkaConsumer<String, byte[]> consumer(String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", "read_committed");
    settings.remove("group.id");
    settings.put("enable.auto.commit", false);
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    return consumer;
  }
}
