package io.heirloom.worker;

import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What came of an order: to be published as one before the order is acknowledged.
 *
 * @param events what to tell, in order; the last one says how it ended
 * @param next the orders that follow
 * @param deadLetter the order itself, if it could not be done
 */
record Outcome(
    List<StepEvent> events,
    List<StepOrder> next,
    Optional<ProducerRecord<String, byte[]>> deadLetter) {
  /** Told, and nothing else. */
  static Outcome of(StepEvent event) {
    return new Outcome(List.of(event), List.of(), Optional.empty());
  }

  /** The word for how the order ended, for metrics. */
  String ending() {
    return events.isEmpty()
        ? "Unreadable"
        : events.get(events.size() - 1).getClass().getSimpleName();
  }
}
