package io.heirloom.worker;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** The studies that were cancelled: all there ever were, read anew by each process. */
@Singleton
final class Cancellations {
  private static final Logger LOG = Logger.getLogger(Cancellations.class);

  private final Set<StudyId> cancelled = ConcurrentHashMap.newKeySet();

  boolean contain(StudyId study) {
    return cancelled.contains(study);
  }

  @Incoming("worker-cancellations")
  void receive(ConsumerRecord<String, byte[]> record) {
    try {
      CancelStudy cancel = CloudEvent.read(record, Topics.CANCEL_TYPE, CancelStudy.class);
      if (cancelled.add(cancel.study())) {
        LOG.debugf("study %s is cancelled", cancel.study());
      }
    } catch (InvalidInputException e) {
      LOG.warnf("%s offset %d is skipped: %s", Topics.CONTROL, record.offset(), e.getMessage());
    }
  }
}
