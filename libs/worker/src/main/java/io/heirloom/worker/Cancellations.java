package io.heirloom.worker;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.topics.Envelope;
import io.heirloom.topics.WholeTopic;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * The studies that were cancelled: all there ever were, read anew by each process, which begins no
 * work before it knows them.
 */
@Singleton
final class Cancellations {
  private static final Logger LOG = Logger.getLogger(Cancellations.class);

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
    try (WholeTopic control = new WholeTopic(client, Topics.CONTROL)) {
      while (!control.ended()) {
        control.next().forEach(this::receive);
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
