package io.heirloom.worker;

import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.StepOrder;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What came of an order: to be published as one before the order is acknowledged.
 *
 * @param ending the word for how the order ended, for metrics
 * @param events what to tell, in order; the last one says how it ended
 * @param next the orders that follow
 * @param copies the order itself, if it could not be done: as a dead letter, or to come anew
 */
record Outcome(
    String ending,
    List<StepEvent> events,
    List<StepOrder> next,
    List<ProducerRecord<String, byte[]>> copies) {

  /** Told, and nothing else. */
  static Outcome of(StepEvent event) {
    return of(List.of(event), List.of());
  }

  /** Told, with the orders that follow. */
  static Outcome of(List<StepEvent> events, List<StepOrder> next) {
    StepEvent last = events.get(events.size() - 1);
    return new Outcome(last.getClass().getSimpleName(), events, next, List.of());
  }

  /** Told, with the order among the dead letters. */
  static Outcome failed(
      String ending, StepEvent.Failed event, ProducerRecord<String, byte[]> deadLetter) {
    return new Outcome(ending, List.of(event), List.of(), List.of(deadLetter));
  }

  /** Put among the dead letters, as nobody can tell whose order it is. */
  static Outcome unreadable(ProducerRecord<String, byte[]> deadLetter) {
    return copied("Unreadable", deadLetter);
  }

  /** Passed on, and nothing told. */
  static Outcome copied(String ending, ProducerRecord<String, byte[]> copy) {
    return new Outcome(ending, List.of(), List.of(), List.of(copy));
  }
}
