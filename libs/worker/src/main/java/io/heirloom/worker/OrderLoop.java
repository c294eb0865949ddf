package io.heirloom.worker;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Takes orders for one kind of step from its share group (KIP-932), one at a time, for as long as
 * the process lives. Two threads: this one holds the order, renewing the lock on it (KIP-1222)
 * three times within the lock's duration; another does the work, always the same, since native code
 * likes to stay on its thread.
 *
 * <p>If a renewal fails (the machine slept, the broker was away), somebody else may get the order
 * as well. The work goes on nevertheless: it may be nearly done, and doing a step twice is
 * harmless.
 */
final class OrderLoop<S extends Step> {
  private static final Logger LOG = Logger.getLogger(OrderLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RECONNECT = Duration.ofSeconds(3);
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final int RENEWALS_IN_LOCK = 3;

  private final Class<S> step;
  private final OrderWork<S> work;
  private final Map<String, Object> client;
  private final Duration lock;
  private final Duration stopTimeout;
  private final Gauges gauges;
  private final Runnable onDeath;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread holder;
  private final ExecutorService doer;
  private volatile long stopDeadline;

  /**
   * @param client properties of Kafka's clients
   * @param onDeath called if this loop ends without having been stopped
   */
  OrderLoop(
      StepHandler<S> handler, Workplace workplace, Map<String, Object> client, Runnable onDeath) {
    step = handler.handles();
    work = new OrderWork<>(handler, workplace, this::stopping);
    lock = workplace.settings().lock();
    stopTimeout = workplace.settings().stopTimeout();
    gauges = workplace.gauges();
    gauges.busy(step, 0);
    this.client = consumerSettings(client, step, workplace.worker());
    this.onDeath = onDeath;
    String topic = Topics.ordersFor(step);
    holder = new Thread(this::run, "orders of " + topic);
    doer = Executors.newSingleThreadExecutor(task -> daemon(task, "work of " + topic));
  }

  void start() {
    holder.start();
  }

  /** Asks it to stop: no further order, and the one in work is given up or given back. */
  void stop() {
    stopDeadline = System.nanoTime() + stopTimeout.toNanos();
    stopped.countDown();
  }

  /** Waits until it has stopped. */
  void awaitStopped() throws InterruptedException {
    holder.join(stopTimeout.plus(CLOSE).plus(lock.dividedBy(RENEWALS_IN_LOCK)).toMillis());
  }

  boolean alive() {
    return holder.isAlive();
  }

  String topic() {
    return Topics.ordersFor(step);
  }

  private boolean stopping() {
    return stopped.getCount() == 0;
  }

  private void run() {
    try {
      while (!stopping()) {
        takeOrdersUntilDisconnected();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      LOG.fatalf(e, "no more orders are taken from %s", topic());
    } finally {
      doer.shutdownNow();
      if (!stopping()) {
        onDeath.run();
      }
    }
  }

  private void takeOrdersUntilDisconnected() throws InterruptedException {
    try (KafkaShareConsumer<String, byte[]> consumer =
        new KafkaShareConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic()));
      boolean held = true;
      while (held && !stopping()) {
        for (ConsumerRecord<String, byte[]> order : consumer.poll(POLL)) {
          held = carryOut(consumer, order);
        }
      }
      consumer.close(CLOSE);
    } catch (KafkaException e) {
      LOG.warnf(e, "disconnected from %s", topic());
      boolean unused = stopped.await(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Whether the order was held to its end. If not, no further one may be taken through this
   * consumer: one that was refused a renewal, as its session was gone, gets no orders any more
   * (4.2.2).
   */
  private boolean carryOut(
      KafkaShareConsumer<String, byte[]> consumer, ConsumerRecord<String, byte[]> order)
      throws InterruptedException {
    gauges.busy(step, 1);
    Lease lease = new Lease(consumer, order, lock.dividedBy(RENEWALS_IN_LOCK));
    Future<AcknowledgeType> ending = doer.submit(() -> work.carryOut(order));
    try {
      return lease.end(await(ending, lease));
    } catch (ExecutionException e) {
      boolean released = lease.end(AcknowledgeType.RELEASE);
      if (!(e.getCause() instanceof KafkaException)) {
        throw new IllegalStateException("the work cannot go on in this process", e.getCause());
      }
      LOG.warnf(e.getCause(), "an order of %s is given back", topic());
      return released;
    } finally {
      gauges.busy(step, -1);
    }
  }

  private AcknowledgeType await(Future<AcknowledgeType> ending, Lease lease)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return ending.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (stopping() && System.nanoTime() - stopDeadline > 0) {
          LOG.warnf("work on %s does not give itself up; its order is given back", topic());
          work.giveBack();
          return AcknowledgeType.RELEASE;
        }
        lease.renewIfDue();
      }
    }
  }

  private static Map<String, Object> consumerSettings(
      Map<String, Object> client, Class<? extends Step> step, Worker worker) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.groupFor(step));
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, worker.id() + "-" + Topics.ordersFor(step));
    settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
    settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    return settings;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
