package io.heirloom.worker;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.MessageType;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.topics.Envelope;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads orders for one kind of step.
 *
 * @param handled the kind
 */
record OrderReader(Class<? extends Step> handled) {
  private static final MessageType KNOWN = MessageType.parse(Topics.ORDER_TYPE).orElseThrow();

  /** What a record is found to be. */
  sealed interface Reading {
    /** An order. */
    record Readable(StepOrder order) implements Reading {}

    /** An order in a version that workers will know who came later. */
    record Newer(MessageType type) implements Reading {}

    /** What no worker of this kind can do anything with. */
    record Unreadable(InvalidInputException reason) implements Reading {}
  }

  Reading read(ConsumerRecord<String, byte[]> record) {
    Optional<MessageType> type = CloudEvent.type(record);
    if (type.isPresent() && type.get().isNewerThan(KNOWN)) {
      return new Reading.Newer(type.get());
    }
    try {
      StepOrder order = Envelope.open(record, Topics.ORDER_TYPE, StepOrder.class);
      if (!handled.isInstance(order.step())) {
        throw new InvalidInputException(
            "step", order.step().operation(), "a " + handled.getSimpleName());
      }
      return new Reading.Readable(order);
    } catch (InvalidInputException e) {
      return new Reading.Unreadable(e);
    }
  }
}
