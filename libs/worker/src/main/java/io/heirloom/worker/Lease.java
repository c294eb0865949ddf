package io.heirloom.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.jboss.logging.Logger;

/** The hold on one order. To be used on the thread of its consumer. */
final class Lease {
  private static final Logger LOG = Logger.getLogger(Lease.class);

  private final KafkaShareConsumer<String, byte[]> consumer;
  private final ConsumerRecord<String, byte[]> order;
  private final Duration interval;
  private long renewed = System.nanoTime();
  private boolean held = true;

  /**
   * @param order just polled, explicitly to be acknowledged, the only one
   * @param interval after which to renew the lock on it
   */
  Lease(
      KafkaShareConsumer<String, byte[]> consumer,
      ConsumerRecord<String, byte[]> order,
      Duration interval) {
    this.consumer = consumer;
    this.order = order;
    this.interval = interval;
  }

  /** Renews the lock on the order if that is due. */
  void renewIfDue() {
    if (!held || System.nanoTime() - renewed < interval.toNanos()) {
      return;
    }
    // Polling brings a renewed order back, at once and alone; only then it can be acknowledged
    // again. After a refused renewal it would bring another one.
    held = acknowledge(AcknowledgeType.RENEW) && consumer.poll(interval).count() == 1;
    renewed = System.nanoTime();
  }

  /**
   * Lets go of the order: ACCEPT or RELEASE.
   *
   * @return whether it was held until then
   */
  boolean end(AcknowledgeType ending) {
    boolean acknowledged = held && acknowledge(ending);
    held = false;
    return acknowledged;
  }

  private boolean acknowledge(AcknowledgeType type) {
    try {
      consumer.acknowledge(order, type);
      Map<TopicIdPartition, Optional<KafkaException>> answer = consumer.commitSync(interval);
      for (Optional<KafkaException> refusal : answer.values()) {
        if (refusal.isPresent()) {
          throw refusal.get();
        }
      }
      return true;
    } catch (KafkaException e) {
      LOG.warnf(
          e,
          "%s of the order at %s-%d offset %d was refused: others may get it too",
          type,
          order.topic(),
          order.partition(),
          order.offset());
      return false;
    }
  }
}
