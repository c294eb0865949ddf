package io.heirloom.worker;

import io.heirloom.artifacts.FullDisk;
import io.heirloom.artifacts.FullStoreException;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.worker.tries.Attempt;
import io.heirloom.worker.tries.PoisonException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Does orders for one kind of step: reads the order, works on it as long as that makes sense, and
 * publishes what came of it. Everything may happen again with the same order, here or elsewhere,
 * and does no harm then: readers know events and orders they have seen.
 *
 * <p>What a step keeps in its scratch folder stays until its order is done with, so that whoever
 * gets an order that was given back or lost its worker goes on from there.
 *
 * <p>Orders are carried out on one thread; {@link #giveBack} is for others.
 */
final class OrderWork<S extends Step> {
  private static final Logger LOG = Logger.getLogger(OrderWork.class);

  private final StepHandler<S> handler;
  private final Workplace workplace;
  private final BooleanSupplier stopping;
  private final OrderReader reader;
  private final NewerOrders newerOrders;
  private volatile Optional<Attempt> current = Optional.empty();

  /**
   * @param handler does the work itself
   * @param workplace what all work of this process shares
   * @param stopping whether the worker is to stop
   */
  OrderWork(StepHandler<S> handler, Workplace workplace, BooleanSupplier stopping) {
    this.handler = handler;
    this.workplace = workplace;
    this.stopping = stopping;
    this.reader = new OrderReader(handler.handles());
    this.newerOrders =
        new NewerOrders(workplace.worker(), workplace.settings().newerOrdersWait(), stopping);
  }

  /**
   * Carries out one order.
   *
   * @return ACCEPT if it is done with, RELEASE if it is to be delivered again
   * @throws KafkaException if what came of it cannot be published; to be delivered again
   * @throws BrokenOutcomesException if nothing can be published any more
   */
  AcknowledgeType carryOut(ConsumerRecord<String, byte[]> record) throws Exception {
    OrderReader.Reading reading = reader.read(record);
    if (reading instanceof OrderReader.Reading.Readable readable) {
      return carryOut(record, readable.order());
    }
    if (reading instanceof OrderReader.Reading.Newer newer) {
      return refuse(record, newer);
    }
    Exception reason = ((OrderReader.Reading.Unreadable) reading).reason();
    LOG.errorf(
        "an order on %s at offset %d goes to the dead letters: %s",
        record.topic(), record.offset(), reason.getMessage());
    publish(Outcome.unreadable(deadLetter(record, reason.getMessage(), reason)));
    return AcknowledgeType.ACCEPT;
  }

  /** The order in work goes to another worker, though the work on it does not end. */
  void giveBack() {
    current.ifPresent(Attempt::giveBack);
  }

  private AcknowledgeType refuse(
      ConsumerRecord<String, byte[]> record, OrderReader.Reading.Newer newer) throws Exception {
    Optional<Outcome> outcome = newerOrders.refuse(record, newer.type(), isLastDelivery(record));
    if (outcome.isPresent()) {
      publish(outcome.get());
      return AcknowledgeType.ACCEPT;
    }
    workplace.gauges().ended(handler.handles(), "Refused");
    return AcknowledgeType.RELEASE;
  }

  private AcknowledgeType carryOut(ConsumerRecord<String, byte[]> record, StepOrder order)
      throws Exception {
    if (isLastDelivery(record)) {
      // The broker drops an order silently that is given back or loses its worker too often.
      publish(Outcome.copied("PublishedAnew", Copies.anew(record)));
      return AcknowledgeType.ACCEPT;
    }
    Attempt attempt = workplace.attempt(order);
    current = Optional.of(attempt);
    try {
      return carryOut(record, order, attempt);
    } catch (KafkaException | BrokenOutcomesException e) {
      attempt.giveBack();
      throw e;
    } finally {
      current = Optional.empty();
    }
  }

  private AcknowledgeType carryOut(
      ConsumerRecord<String, byte[]> record, StepOrder order, Attempt attempt) throws Exception {
    BooleanSupplier givenUp = () -> cancelled(order) || stopping.getAsBoolean();
    StepWork<S> work =
        new StepWork<>(handler, workplace, order, delivery(record), attempt, givenUp);
    Retrying retrying = retrying(givenUp, attempt::furthest);
    try {
      publish(retrying.of(work::outcome));
      return doneWith(order, attempt);
    } catch (Throwable failure) {
      return afterFailure(record, order, attempt, retrying.tried(), failure);
    }
  }

  private AcknowledgeType afterFailure(
      ConsumerRecord<String, byte[]> record,
      StepOrder order,
      Attempt attempt,
      String tried,
      Throwable failure)
      throws Exception {
    if (Fault.isBroken(failure)) {
      throw (Error) failure;
    }
    if (nobodyCanBeTold(failure)) {
      throw (RuntimeException) failure;
    }
    if (cancelled(order)) {
      publish(Outcome.of(news(order).cancelled()));
      return doneWith(order, attempt);
    }
    if (stopping.getAsBoolean()) {
      LOG.infof("%s of study %s is given back", order.step().operation(), order.study());
      attempt.giveBack();
      return AcknowledgeType.RELEASE;
    }
    Optional<InputLostException> lost = lostInput(order, failure);
    if (lost.isPresent()) {
      // What the step kept is good for when its input is there again.
      publish(Outcome.of(news(order).inputLost(lost.get().getMessage())));
      attempt.giveBack();
      return AcknowledgeType.ACCEPT;
    }
    publish(failed(record, order, tried, failure));
    return doneWith(order, attempt);
  }

  private static boolean nobodyCanBeTold(Throwable failure) {
    return failure instanceof BrokenOutcomesException
        || failure instanceof KafkaException && Fault.of(failure) == Fault.PASSING;
  }

  private Optional<InputLostException> lostInput(StepOrder order, Throwable failure) {
    if (failure instanceof InputLostException lost) {
      return Optional.of(lost);
    }
    try {
      return StepWork.lostInput(workplace.store(), order, failure);
    } catch (UncheckedIOException e) {
      LOG.warnf(e, "it cannot be told whether the input of step %s is damaged", order.key());
      return Optional.empty();
    }
  }

  private Outcome failed(
      ConsumerRecord<String, byte[]> record, StepOrder order, String tried, Throwable failure) {
    boolean permanent = Fault.of(failure) == Fault.PERMANENT;
    String reason = permanent ? what(failure) : reason(order.step(), tried, failure);
    LOG.errorf(
        permanent ? null : failure,
        "%s of study %s: %s",
        order.step().operation(),
        order.study(),
        reason);
    ProducerRecord<String, byte[]> letter = deadLetter(record, reason, failure);
    StepEvent.Failed event = news(order).failed(reason);
    if (failure instanceof PoisonException poison) {
      CloudEvent.add(letter.headers(), "heirloom-log", poison.log());
      return Outcome.failed("Poison", event, letter);
    }
    return Outcome.failed("Failed", event, letter);
  }

  private static String reason(Step step, String tried, Throwable failure) {
    return "%s failed %s, the last time with %s: %s"
        .formatted(step.operation(), tried, failure.getClass().getSimpleName(), what(failure));
  }

  private static String what(Throwable failure) {
    String message =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return FullDisk.caused(failure) && !(failure instanceof FullStoreException)
        ? "the disk is full: " + message
        : message;
  }

  private AcknowledgeType doneWith(StepOrder order, Attempt attempt) {
    attempt.close();
    discardScratch(order);
    return AcknowledgeType.ACCEPT;
  }

  /** Nothing depends on it: what is left behind goes when it is old, or its step is asked for. */
  private void discardScratch(StepOrder order) {
    for (StepKey key : new HashSet<>(List.of(order.key(), order.productKey()))) {
      try {
        workplace.store().discardScratch(key);
      } catch (UncheckedIOException e) {
        LOG.warnf(e, "the scratch folder of step %s is left behind", key);
      }
    }
  }

  /** Publishes, if need be when the broker is back. */
  private void publish(Outcome outcome) throws Exception {
    retrying(stopping, () -> 0)
        .of(
            () -> {
              workplace.outcomes().publish(outcome);
              return outcome;
            });
    workplace.gauges().ended(handler.handles(), outcome.ending());
  }

  private Retrying retrying(BooleanSupplier givenUp, LongSupplier reached) {
    return new Retrying(
        workplace.settings(),
        givenUp,
        reached,
        fault -> workplace.gauges().triedAgain(handler.handles(), fault));
  }

  private boolean isLastDelivery(ConsumerRecord<String, byte[]> record) {
    return delivery(record) >= workplace.deliveryLimit();
  }

  private static int delivery(ConsumerRecord<String, byte[]> record) {
    return record.deliveryCount().orElse((short) 1);
  }

  private ProducerRecord<String, byte[]> deadLetter(
      ConsumerRecord<String, byte[]> record, String reason, Throwable cause) {
    return Copies.deadLetter(record, reason, cause, worker());
  }

  private boolean cancelled(StepOrder order) {
    return workplace.cancellations().contain(order.study());
  }

  private StepNews news(StepOrder order) {
    return new StepNews(order, worker());
  }

  private Worker worker() {
    return workplace.worker();
  }
}
