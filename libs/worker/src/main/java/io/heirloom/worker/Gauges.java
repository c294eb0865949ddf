package io.heirloom.worker;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.Step;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts for Prometheus: {@code heirloom_orders_total} by topic and ending, {@code
 * heirloom_retries_total} by topic and kind of fault, {@code heirloom_step_seconds} by operation,
 * {@code heirloom_worker_busy} (0 or 1) by topic.
 */
@Singleton
final class Gauges {
  private static final int MILLISECONDS = 1000;

  private final MeterRegistry registry;
  private final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();

  Gauges(MeterRegistry registry) {
    this.registry = registry;
  }

  void ended(Class<? extends Step> step, String ending) {
    registry
        .counter("heirloom.orders", "topic", Topics.ordersFor(step), "ending", ending)
        .increment();
  }

  void triedAgain(Class<? extends Step> step, Fault fault) {
    registry
        .counter(
            "heirloom.retries",
            "topic",
            Topics.ordersFor(step),
            "fault",
            fault.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void took(Step step, double seconds) {
    Timer.builder("heirloom.step")
        .description("Time of the order that completed a step")
        .tag("operation", step.operation())
        .register(registry)
        .record(Duration.ofMillis(Math.round(seconds * MILLISECONDS)));
  }

  /** One more order is in work ({@code 1}), or one less ({@code -1}). */
  void busy(Class<? extends Step> step, int change) {
    int unused = busy.computeIfAbsent(Topics.ordersFor(step), this::gauge).addAndGet(change);
  }

  private AtomicInteger gauge(String topic) {
    AtomicInteger orders = new AtomicInteger();
    Gauge.builder("heirloom.worker.busy", orders, AtomicInteger::get)
        .description("Orders in work")
        .tag("topic", topic)
        .register(registry);
    return orders;
  }
}
