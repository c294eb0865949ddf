package io.heirloom.gateway.projection;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.topics.Envelope;
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
 * for; a message that cannot be read, or that the database does not take though it is there, is put
 * aside. Topics that others act on are looked through for what cannot be read.
 */
@Singleton
final class EventConsumer {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  // Failures in a row of one message, after each of which the database answered.
  private static final int MOST_SUSPICIONS = 3;

  private final Projection projection;
  private final Transactions transactions;
  private final DeadLetters deadLetters;

  EventConsumer(Projection projection, Transactions transactions, DeadLetters deadLetters) {
    this.projection = projection;
    this.transactions = transactions;
    this.deadLetters = deadLetters;
  }

  @Incoming("gateway-events")
  Uni<Void> event(ConsumerRecord<String, byte[]> message) {
    return take(message, Topics.EVENT_TYPE, StepEvent.class, projection::apply);
  }

  @Incoming("gateway-metrics")
  Uni<Void> metric(ConsumerRecord<String, byte[]> message) {
    return take(message, Topics.METRIC_TYPE, MetricPoint.class, projection::apply);
  }

  @Incoming("gateway-control")
  Uni<Void> control(ConsumerRecord<String, byte[]> message) {
    return take(message, Topics.CANCEL_TYPE, CancelStudy.class, EventConsumer::passOver);
  }

  @Incoming("gateway-studies")
  Uni<Void> fact(ConsumerRecord<String, byte[]> message) {
    return take(message, Topics.FACT_TYPE, StudyFact.class, EventConsumer::passOver);
  }

  private static Uni<Void> passOver(Object content) {
    return Uni.createFrom().voidItem();
  }

  private <T> Uni<Void> take(
      ConsumerRecord<String, byte[]> message,
      String type,
      Class<T> data,
      Function<T, Uni<Void>> apply) {
    T content;
    try {
      content = Envelope.open(message, type, data);
    } catch (InvalidInputException e) {
      return deadLetters.add(message, e);
    }
    return Uni.createFrom()
        .deferred(() -> apply.apply(content))
        .onFailure()
        .retry()
        .when(
            failures -> failures.onItem().transformToUniAndConcatenate(new Patience(message)::next))
        .onFailure()
        .recoverWithUni(failure -> deadLetters.add(message, failure));
  }

  /** Decides, after each failure of one message, when it is tried again, and whether. */
  private final class Patience {
    private final ConsumerRecord<String, byte[]> message;
    private Duration pause = FIRST_PAUSE;
    private int suspicions;

    Patience(ConsumerRecord<String, byte[]> message) {
      this.message = message;
    }

    /** Ends when the message is to be tried again; fails if it is not. */
    Uni<Boolean> next(Throwable failure) {
      if (isRefused(failure)) {
        return Uni.createFrom().failure(failure);
      }
      Log.warnf(failure, "%s offset %d cannot be taken now", message.topic(), message.offset());
      return databaseAnswers()
          .chain(
              answers -> {
                suspicions = answers ? suspicions + 1 : 0;
                return suspicions == MOST_SUSPICIONS ? Uni.createFrom().failure(failure) : pause();
              });
    }

    private Uni<Boolean> pause() {
      Duration now = pause;
      pause = now.compareTo(LONGEST_PAUSE.dividedBy(2)) < 0 ? now.multipliedBy(2) : LONGEST_PAUSE;
      return Uni.createFrom().item(true).onItem().delayIt().by(now);
    }
  }

  /** Whether the message is the reason beyond doubt: it cannot be written down. */
  private static boolean isRefused(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause -> cause instanceof DataException || cause instanceof InvalidInputException);
  }

  /** Whether the database answers, so that a message that fails again and again is the reason. */
  private Uni<Boolean> databaseAnswers() {
    return transactions
        .run(session -> session.createNativeQuery("SELECT 1", Integer.class).getSingleResult())
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(false);
  }
}
