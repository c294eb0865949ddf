package io.heirloom.gateway.projection;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Puts messages aside that cannot be read, unchanged, with the reason and where they came from. */
@Singleton
final class DeadLetters {
  private final MutinyEmitter<byte[]> emitter;

  DeadLetters(@Channel("gateway-dead-letters") MutinyEmitter<byte[]> emitter) {
    this.emitter = emitter;
  }

  /** Ends once the broker has it. */
  Uni<Void> add(ConsumerRecord<String, byte[]> message, Throwable because) {
    Log.warnf(
        "unreadable message %s-%d@%d put aside: %s",
        message.topic(), message.partition(), message.offset(), because.getMessage());
    Headers headers = new RecordHeaders(message.headers());
    header(headers, "reason", because.getMessage());
    header(headers, "topic", message.topic());
    header(headers, "partition", Integer.toString(message.partition()));
    header(headers, "offset", Long.toString(message.offset()));
    OutgoingKafkaRecordMetadata<String> address =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(message.key())
            .withHeaders(headers)
            .build();
    return emitter.sendMessage(Message.of(message.value()).addMetadata(address));
  }

  private static void header(Headers headers, String name, String value) {
    headers.add("dead-letter-" + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
