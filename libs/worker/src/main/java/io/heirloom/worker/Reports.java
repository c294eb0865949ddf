package io.heirloom.worker;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** Publishes what is told of a step while it runs. Nothing depends on its arrival. */
@Singleton
final class Reports {
  private final Worker worker;
  private final MutinyEmitter<ProducerRecord<String, byte[]>> events;
  private final MutinyEmitter<ProducerRecord<String, byte[]>> metrics;

  Reports(
      Worker worker,
      @Channel("worker-events") MutinyEmitter<ProducerRecord<String, byte[]>> events,
      @Channel("worker-metrics") MutinyEmitter<ProducerRecord<String, byte[]>> metrics) {
    this.worker = worker;
    this.events = events;
    this.metrics = metrics;
  }

  /** Publishes an event; the answer completes when the broker has it. */
  CompletableFuture<Void> publish(StepEvent event) {
    return events.send(CloudEvent.record(event, worker)).subscribeAsCompletionStage();
  }

  /** Publishes a metric point; the answer completes when the broker has it. */
  CompletableFuture<Void> publish(MetricPoint point) {
    String key = point.key().toString();
    return metrics
        .send(
            CloudEvent.record(Topics.METRICS, key, Topics.METRIC_TYPE, point.key(), point, worker))
        .subscribeAsCompletionStage();
  }
}
