package io.heirloom.worker;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.topics.Envelope;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The studies that were cancelled: all there ever were, read anew by each process, which begins no
 * work before it knows them.
 */
@Singleton
final class Cancellations {
  private static final Logger LOG = Logger.getLogger(Cancellations.class);

  private static final Duration POLL = Duration.ofMillis(500);

  private final Set<StudyId> cancelled = ConcurrentHashMap.newKeySet();

  boolean contain(StudyId study) {
    return cancelled.contains(study);
  }

  /**
   * Reads all that were published so far.
   *
   * @param client properties of Kafka's clients
   */
  void catchUp(Map<String, Object> client) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(control));
      consumer.seekToBeginning(List.of(control));
      long end = consumer.endOffsets(List.of(control)).get(control);
      while (consumer.position(control) < end) {
        consumer.poll(POLL).forEach(this::receive);
      }
    }
  }

  @Incoming("worker-cancellations")
  void receive(ConsumerRecord<String, byte[]> record) {
    try {
      CancelStudy cancel = Envelope.open(record, Topics.CANCEL_TYPE, CancelStudy.class);
      if (cancelled.add(cancel.study())) {
        LOG.debugf("study %s is cancelled", cancel.study());
      }
    } catch (InvalidInputException e) {
      LOG.warnf("%s offset %d is skipped: %s", Topics.CONTROL, record.offset(), e.getMessage());
    }
  }
}
