package io.heirloom.worker;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.StepOrder;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;

/**
 * Publishes what came of an order, all of it or nothing: events and the orders that follow, in one
 * transaction. All loops of a process share one producer, whose single sending thread makes them
 * take turns; a transaction takes milliseconds, a step seconds at least.
 *
 * <p>Transactions are not left to SmallRye's {@code KafkaTransactions}: when a commit fails and the
 * abort after it succeeds, it (4.33) reports success, and the order would be acknowledged and lost.
 */
@Singleton
final class Outcomes {
  static final String CHANNEL = "worker-outcomes";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Worker worker;
  private final KafkaClientService clients;
  private final MutinyEmitter<ProducerRecord<String, byte[]>> channel;

  Outcomes(
      Worker worker,
      KafkaClientService clients,
      @Channel(CHANNEL) MutinyEmitter<ProducerRecord<String, byte[]>> channel) {
    this.worker = worker;
    this.clients = clients;
    this.channel = channel;
  }

  /** Whether anything can be published, as far as one knows. */
  boolean open() {
    return !channel.isCancelled();
  }

  /**
   * Publishes an outcome and returns when readers can see it.
   *
   * @throws KafkaException if nothing of it was published
   * @throws BrokenOutcomesException if nobody knows, and nothing can be published from here again
   */
  void publish(Outcome outcome) {
    List<ProducerRecord<String, byte[]>> records = records(outcome);
    KafkaProducer<String, byte[]> producer = clients.getProducer(CHANNEL);
    Consumer<Producer<String, byte[]>> transaction = kafka -> publish(kafka, records);
    try {
      producer.runOnSendingThread(transaction).await().atMost(PATIENCE);
    } catch (TimeoutException e) {
      throw new BrokenOutcomesException(e);
    }
  }

  private List<ProducerRecord<String, byte[]>> records(Outcome outcome) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (StepOrder order : outcome.next()) {
      String key = order.key().toString();
      records.add(
          CloudEvent.record(order.topic(), key, Topics.ORDER_TYPE, order.key(), order, worker));
    }
    outcome.events().forEach(event -> records.add(CloudEvent.record(event, worker)));
    records.addAll(outcome.copies());
    return records;
  }

  private static void publish(
      Producer<String, byte[]> kafka, List<ProducerRecord<String, byte[]>> records) {
    try {
      kafka.beginTransaction();
      for (ProducerRecord<String, byte[]> record : records) {
        // Committing waits for it and fails if it failed.
        Future<RecordMetadata> unused = kafka.send(record);
      }
      kafka.commitTransaction();
    } catch (KafkaException | IllegalStateException e) {
      abort(kafka, e);
      throw e;
    }
  }

  private static void abort(Producer<String, byte[]> kafka, RuntimeException reason) {
    try {
      kafka.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      reason.addSuppressed(e);
      throw new BrokenOutcomesException(reason);
    }
  }
}
