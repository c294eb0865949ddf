package io.heirloom.gateway.projection;

import io.heirloom.topics.DeadLetter;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Puts messages aside that cannot be read, unchanged, with the reason and where they came from. */
@Singleton
final class DeadLetters {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final MutinyEmitter<byte[]> emitter;

  DeadLetters(@Channel("gateway-dead-letters") MutinyEmitter<byte[]> emitter) {
    this.emitter = emitter;
  }

  /** Ends once the broker has it, however long that is away. */
  Uni<Void> add(ConsumerRecord<String, byte[]> message, Throwable because) {
    Log.warnf(
        "unreadable message %s-%d@%d put aside: %s",
        message.topic(), message.partition(), message.offset(), because.getMessage());
    Headers headers =
        DeadLetter.headers(message, String.valueOf(because.getMessage()), because, Instant.now());
    OutgoingKafkaRecordMetadata<String> address =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(message.key())
            .withHeaders(headers)
            .build();
    return Uni.createFrom()
        .deferred(() -> emitter.sendMessage(Message.of(message.value()).addMetadata(address)))
        .onFailure()
        .invoke(failure -> Log.warnf(failure, "a dead letter waits for the broker"))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely();
  }
}
