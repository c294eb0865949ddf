package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.StepOrder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Does orders for one kind of step: reads the order, does its work unless the store has the result
 * already, and publishes what came of it. Everything may happen again with the same order, here or
 * elsewhere, and does no harm then: results are found by key, and readers know events and orders
 * they have seen.
 *
 * <p>Two workers may do the same step at once (two studies, or an order that came twice); both make
 * the same result, and the store keeps one.
 *
 * <p>What a step keeps in its scratch folder stays until its order is done with, so that whoever
 * gets an order that was given back, failed for now or lost its worker goes on from there.
 */
final class OrderWork<S extends Step> {
  private static final Logger LOG = Logger.getLogger(OrderWork.class);

  private final StepHandler<S> handler;
  private final Workplace workplace;
  private final BooleanSupplier stopping;

  /**
   * @param handler does the work itself
   * @param workplace what all work of this process shares
   * @param stopping whether the worker is to stop
   */
  OrderWork(StepHandler<S> handler, Workplace workplace, BooleanSupplier stopping) {
    this.handler = handler;
    this.workplace = workplace;
    this.stopping = stopping;
  }

  /**
   * Carries out one order.
   *
   * @return ACCEPT if it is done with, RELEASE if it is to be delivered again
   * @throws KafkaException if what came of it cannot be published; to be delivered again
   * @throws BrokenOutcomesException if nothing can be published any more
   */
  AcknowledgeType carryOut(ConsumerRecord<String, byte[]> record) {
    StepOrder order;
    try {
      order = read(record);
    } catch (InvalidInputException e) {
      LOG.errorf(
          "an order on %s at offset %d goes to the dead letters: %s",
          record.topic(), record.offset(), e.getMessage());
      publish(
          new Outcome(List.of(), List.of(), Optional.of(deadLetter(record, e.getMessage(), e))));
      return AcknowledgeType.ACCEPT;
    }
    AcknowledgeType ending = carryOut(record, order);
    if (ending == AcknowledgeType.ACCEPT) {
      discardScratch(order);
    }
    return ending;
  }

  private AcknowledgeType carryOut(ConsumerRecord<String, byte[]> record, StepOrder order) {
    try {
      publish(outcome(order, record.deliveryCount().orElse((short) 1)));
      return AcknowledgeType.ACCEPT;
    } catch (BrokenOutcomesException e) {
      throw e;
    } catch (Throwable e) {
      return afterFailure(record, order, e);
    }
  }

  private StepOrder read(ConsumerRecord<String, byte[]> record) {
    StepOrder order = CloudEvent.read(record, Topics.ORDER_TYPE, StepOrder.class);
    if (!handler.handles().isInstance(order.step())) {
      throw new InvalidInputException(
          "step", order.step().operation(), "a " + handler.handles().getSimpleName());
    }
    return order;
  }

  private Outcome outcome(StepOrder order, int delivery) throws Exception {
    if (cancelled(order)) {
      return Outcome.of(cancellation(order));
    }
    Optional<StepResult> whole = workplace.store().find(order.key());
    if (whole.isPresent()) {
      return reused(order, whole.get());
    }
    return order.shard().whole() ? wholeMade(order, delivery) : shardMade(order, delivery);
  }

  private Outcome reused(StepOrder order, StepResult whole) {
    if (!order.shard().whole() && !mayForward(order)) {
      return Outcome.of(shardCompletion(order, 0));
    }
    StepEvent reused =
        new StepEvent.Reused(
            order.study(), order.key(), order.round(), worker().id(), worker().now(), whole);
    return new Outcome(List.of(reused), order.forward(whole.reference()), Optional.empty());
  }

  private Outcome wholeMade(StepOrder order, int delivery) throws Exception {
    WorkTime time = new WorkTime();
    StepResult result = make(order, delivery, time);
    return completed(order, result, List.of(), time);
  }

  private Outcome shardMade(StepOrder order, int delivery) throws Exception {
    StepEvent done = shardCompletion(order, shardSeconds(order, delivery));
    List<StepResult> shards = shardsInStore(order);
    if (shards.size() < order.shard().count() || !mayForward(order)) {
      return Outcome.of(done);
    }
    WorkTime time = new WorkTime();
    return completed(order, merge(order, shards, time), List.of(done), time);
  }

  /** Makes a shard if it is not there; how long that took. */
  private double shardSeconds(StepOrder order, int delivery) throws Exception {
    if (workplace.store().find(order.productKey()).isPresent()) {
      return 0;
    }
    WorkTime time = new WorkTime();
    make(order, delivery, time);
    return time.seconds();
  }

  private Outcome completed(
      StepOrder order, StepResult result, List<StepEvent> before, WorkTime time) {
    double seconds = time.seconds();
    workplace.gauges().took(order.step(), seconds);
    List<StepEvent> events = new ArrayList<>(before);
    events.add(
        new StepEvent.Completed(
            order.study(),
            order.key(),
            order.round(),
            worker().id(),
            worker().now(),
            result,
            seconds));
    return new Outcome(events, order.forward(result.reference()), Optional.empty());
  }

  /**
   * Whoever sees that all shards are there may forward, but only one order of each study: of those
   * that see it, the first to say so. One that is delivered again is still the first.
   */
  private boolean mayForward(StepOrder order) {
    StepKey forwarding =
        new StepKey(Digest.of(order.key() + "/forwarded for/" + order.study().value()));
    return workplace.store().claim(forwarding, "shard " + order.shard().index());
  }

  private List<StepResult> shardsInStore(StepOrder order) {
    List<StepResult> shards = new ArrayList<>();
    int count = order.shard().count();
    for (int index = 0; index < count; index++) {
      workplace.store().find(order.key().ofShard(new Shard(index, count))).ifPresent(shards::add);
    }
    return shards;
  }

  private StepResult make(StepOrder order, int delivery, WorkTime time) throws Exception {
    if (delivery >= workplace.deliveryLimit()) {
      throw new IllegalStateException(
          "its worker stopped or died in the middle of it every time before");
    }
    workplace
        .reports()
        .publish(
            new StepEvent.Started(
                order.study(),
                order.key(),
                order.round(),
                worker().id(),
                worker().now(),
                order.shard(),
                delivery))
        .get(1, TimeUnit.MINUTES);
    S step = handler.handles().cast(order.step());
    return store(
        order, order.shard(), order.productKey(), time, context -> handler.perform(step, context));
  }

  private StepResult merge(StepOrder order, List<StepResult> shards, WorkTime time)
      throws Exception {
    if (!(handler instanceof ShardedStepHandler<S> sharded)) {
      throw new InvalidInputException(
          "shards", order.shard().count(), "1: such a step cannot be cut");
    }
    S step = handler.handles().cast(order.step());
    List<Path> folders = new ArrayList<>();
    for (StepResult shard : shards) {
      folders.add(workplace.store().fetch(shard.reference()));
    }
    return store(
        order, Shard.WHOLE, order.key(), time, context -> sharded.merge(step, context, folders));
  }

  /**
   * Makes something and stores it. Where that fails and another worker has made it meanwhile, that
   * is as good: the other may have been the reason, as it removes the scratch folder of both.
   */
  private StepResult store(
      StepOrder order, Shard shard, StepKey key, WorkTime time, Production production)
      throws Exception {
    try {
      return storeOwn(order, shard, key, time, production);
    } catch (CancelledStepException e) {
      throw e;
    } catch (Exception e) {
      StepResult others = workplace.store().find(key).orElseThrow(() -> e);
      LOG.infof(e, "%s failed after another worker had done it", order.step().operation());
      return others;
    }
  }

  private StepResult storeOwn(
      StepOrder order, Shard shard, StepKey key, WorkTime time, Production production)
      throws Exception {
    ArtifactStore store = workplace.store();
    Path staged = store.stage();
    try {
      RunningStep running =
          workplace.running(
              order, shard, staged, () -> cancelled(order) || stopping.getAsBoolean(), time);
      SortedMap<String, Double> metrics;
      try {
        metrics = production.run(running);
      } finally {
        running.settle();
      }
      return store.publish(key, order.step().produces(), staged, metrics);
    } finally {
      store.discard(staged);
    }
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

  private AcknowledgeType afterFailure(
      ConsumerRecord<String, byte[]> record, StepOrder order, Throwable failure) {
    if (failure instanceof VirtualMachineError broken && !(failure instanceof OutOfMemoryError)) {
      throw broken;
    }
    if (cancelled(order)) {
      publish(Outcome.of(cancellation(order)));
      return AcknowledgeType.ACCEPT;
    }
    if (stopping.getAsBoolean()) {
      LOG.infof("%s of study %s is given back", order.step().operation(), order.study());
      return AcknowledgeType.RELEASE;
    }
    int delivery = record.deliveryCount().orElse((short) 1);
    boolean permanent = failure instanceof InvalidInputException;
    if (!permanent && delivery < workplace.attempts()) {
      LOG.warnf(
          failure,
          "%s of study %s failed, time %d",
          order.step().operation(),
          order.study(),
          delivery);
      return AcknowledgeType.RELEASE;
    }
    String reason = permanent ? failure.getMessage() : reason(order.step(), delivery, failure);
    LOG.errorf(
        permanent ? null : failure,
        "%s of study %s: %s",
        order.step().operation(),
        order.study(),
        reason);
    StepEvent failed =
        new StepEvent.Failed(
            order.study(), order.key(), order.round(), worker().id(), worker().now(), reason);
    publish(
        new Outcome(List.of(failed), List.of(), Optional.of(deadLetter(record, reason, failure))));
    return AcknowledgeType.ACCEPT;
  }

  private static String reason(Step step, int delivery, Throwable failure) {
    String what = failure.getMessage() == null ? "" : ": " + failure.getMessage();
    return "%s failed %d times, the last time with %s%s"
        .formatted(step.operation(), delivery, failure.getClass().getSimpleName(), what);
  }

  private void publish(Outcome outcome) {
    workplace.outcomes().publish(outcome);
    workplace.gauges().ended(handler.handles(), outcome.ending());
  }

  private ProducerRecord<String, byte[]> deadLetter(
      ConsumerRecord<String, byte[]> record, String reason, Throwable cause) {
    return DeadLetter.of(record, reason, cause, worker());
  }

  private boolean cancelled(StepOrder order) {
    return workplace.cancellations().contain(order.study());
  }

  private StepEvent cancellation(StepOrder order) {
    return new StepEvent.Cancelled(
        order.study(), order.key(), order.round(), worker().id(), worker().now());
  }

  private StepEvent shardCompletion(StepOrder order, double seconds) {
    return new StepEvent.ShardCompleted(
        order.study(),
        order.key(),
        order.round(),
        worker().id(),
        worker().now(),
        order.shard(),
        seconds);
  }

  private Worker worker() {
    return workplace.worker();
  }

  /** Makes something in the output folder of a context. */
  private interface Production {
    SortedMap<String, Double> run(StepContext context) throws Exception;
  }
}
