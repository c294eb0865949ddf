package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.lineage.step.Step;
import io.heirloom.topics.TopicSetup;
import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/** Runs a loop for each handler of this process, from its start to its end. */
@Singleton
final class OrderLoops {
  private static final Logger LOG = Logger.getLogger(OrderLoops.class);

  private final List<StepHandler<?>> handlers;
  private final TopicSetup topics;
  private final Map<String, Object> client;
  private final Worker worker;
  private final WorkerSettings settings;
  private final ArtifactStore store;
  private final Cancellations cancellations;
  private final Reports reports;
  private final Outcomes outcomes;
  private final Gauges gauges;
  private final List<OrderLoop<?>> loops = new CopyOnWriteArrayList<>();

  OrderLoops(
      @All List<StepHandler<?>> handlers,
      TopicSetup topics,
      @Identifier("default-kafka-broker") Map<String, Object> client,
      Worker worker,
      WorkerSettings settings,
      ArtifactStore store,
      Cancellations cancellations,
      Reports reports,
      Outcomes outcomes,
      Gauges gauges) {
    this.handlers = handlers;
    this.topics = topics;
    this.client = client;
    this.worker = worker;
    this.settings = settings;
    this.store = store;
    this.cancellations = cancellations;
    this.reports = reports;
    this.outcomes = outcomes;
    this.gauges = gauges;
  }

  void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 500) StartupEvent event) {
    Set<Class<? extends Step>> handled = new HashSet<>();
    for (StepHandler<?> handler : handlers) {
      if (!handled.add(handler.handles())) {
        throw new IllegalStateException("two handlers of " + handler.handles().getSimpleName());
      }
      loops.add(loop(handler));
    }
    cancellations.catchUp(client);
    loops.forEach(OrderLoop::start);
    LOG.infof(
        "worker %s takes orders from %s",
        worker.id(), loops.stream().map(OrderLoop::topic).toList());
  }

  /** A loop for a handler, not yet started; its share group is configured. */
  OrderLoop<?> loop(StepHandler<?> handler) {
    topics.configureGroup(handler.handles(), settings.lock());
    return new OrderLoop<>(handler, workplace(), client, OrderLoops::endProcess);
  }

  /** What all work of this process shares. */
  Workplace workplace() {
    return new Workplace(
        worker, settings, topics.deliveryLimit(), store, cancellations, reports, outcomes, gauges);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    loops.forEach(OrderLoop::stop);
    for (OrderLoop<?> loop : loops) {
      loop.awaitStopped();
    }
  }

  /** The topics from which orders are to be taken, and whether they are. */
  List<OrderLoop<?>> all() {
    return List.copyOf(loops);
  }

  // A process without its loop would hold its place and do nothing; whoever watches over it starts
  // a new one.
  private static void endProcess() {
    Quarkus.asyncExit(1);
  }
}
