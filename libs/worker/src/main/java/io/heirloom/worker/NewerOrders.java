package io.heirloom.worker;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.MessageType;
import io.heirloom.lineage.Topics;
import io.heirloom.topics.Envelope;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * What an older worker does with orders in a newer version: it leaves them to others. It takes
 * nothing for a moment, so that another gets the order; where none did, it puts the order at the
 * end of the queue, so that what waits behind it is not held up. Confined to one thread.
 */
final class NewerOrders {
  private static final Logger LOG = Logger.getLogger(NewerOrders.class);

  /** When an order that has been published anew came first, in milliseconds since 1970. */
  private static final String SINCE = "heirloom-waiting-since";

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Of what others took nothing is heard again. */
  private static final int MOST_REMEMBERED = 1000;

  private final Worker worker;
  private final Duration longestWait;
  private final BooleanSupplier stopping;
  private final Set<Long> released = new HashSet<>();

  /**
   * @param longestWait after which an order that nobody took goes to the dead letters
   * @param stopping ends the pause
   */
  NewerOrders(Worker worker, Duration longestWait, BooleanSupplier stopping) {
    this.worker = worker;
    this.longestWait = longestWait;
    this.stopping = stopping;
  }

  /**
   * Refuses an order.
   *
   * @param last whether it is delivered for the last time
   * @return what is to be published before it is accepted; empty: it is to be released
   */
  Optional<Outcome> refuse(ConsumerRecord<String, byte[]> order, MessageType type, boolean last)
      throws InterruptedException {
    long since = since(order);
    if (worker.now().isAfter(Instant.ofEpochMilli(since).plus(longestWait))) {
      return Optional.of(Outcome.unreadable(deadLetter(order, type)));
    }
    boolean known = released.remove(order.offset());
    if (last || known) {
      ProducerRecord<String, byte[]> anew = Copies.anew(order);
      anew.headers().remove(SINCE);
      CloudEvent.add(anew.headers(), SINCE, Long.toString(since));
      return Optional.of(Outcome.copied("PublishedAnew", anew));
    }
    LOG.infof("an order at offset %d is left to newer workers: %s", order.offset(), type);
    if (released.size() >= MOST_REMEMBERED) {
      released.clear();
    }
    released.add(order.offset());
    Pause.of(PAUSE, stopping);
    return Optional.empty();
  }

  private ProducerRecord<String, byte[]> deadLetter(
      ConsumerRecord<String, byte[]> order, MessageType type) {
    InvalidInputException reason =
        new InvalidInputException(
            "header ce_type",
            type.toString(),
            "%s; for %d s no newer worker took it"
                .formatted(Topics.ORDER_TYPE, longestWait.toSeconds()));
    return Copies.deadLetter(order, reason.getMessage(), reason, worker);
  }

  /** Whatever the header says, never later than the record itself. */
  private static long since(ConsumerRecord<String, byte[]> order) {
    return Envelope.header(order, SINCE)
        .filter(text -> text.matches("\\d{1,15}"))
        .map(text -> Math.min(Long.parseLong(text), order.timestamp()))
        .orElse(order.timestamp());
  }
}
