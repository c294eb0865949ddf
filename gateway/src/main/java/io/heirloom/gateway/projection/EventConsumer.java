package io.heirloom.gateway.projection;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.hibernate.exception.DataException;

/**
 * Feeds the projection from the topics of events and metrics. A database that is away is waited
 * for, as the order of events counts; what cannot be read is put aside.
 */
@Singleton
final class EventConsumer {
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final byte[] NOTHING = new byte[0];

  private final Projection projection;
  private final DeadLetters deadLetters;

  EventConsumer(Projection projection, DeadLetters deadLetters) {
    this.projection = projection;
    this.deadLetters = deadLetters;
  }

  @Incoming("gateway-events")
  Uni<Void> event(ConsumerRecord<String, byte[]> message) {
    return take(message, StepEvent.class, projection::apply);
  }

  @Incoming("gateway-metrics")
  Uni<Void> metric(ConsumerRecord<String, byte[]> message) {
    return take(message, MetricPoint.class, projection::apply);
  }

  private <T> Uni<Void> take(
      ConsumerRecord<String, byte[]> message, Class<T> type, Function<T, Uni<Void>> apply) {
    T content;
    try {
      content = LineageJson.read(Objects.requireNonNullElse(message.value(), NOTHING), type);
    } catch (InvalidInputException e) {
      return deadLetters.add(message, e);
    }
    return apply
        .apply(content)
        .onFailure(EventConsumer::mayPass)
        .invoke(failure -> Log.warnf(failure, "%s is taken again later", message.topic()))
        .onFailure(EventConsumer::mayPass)
        .retry()
        .withBackOff(FIRST_WAIT, LONGEST_WAIT)
        .indefinitely()
        .onFailure()
        .recoverWithUni(failure -> deadLetters.add(message, failure));
  }

  /** Whether another attempt may succeed: not if the database refuses what it is to write down. */
  private static boolean mayPass(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .noneMatch(DataException.class::isInstance);
  }
}
