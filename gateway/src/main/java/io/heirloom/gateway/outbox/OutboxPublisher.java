package io.heirloom.gateway.outbox;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.ZoneOffset;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Sends messages of the outbox to their topics, as CloudEvents in binary mode. */
@Singleton
final class OutboxPublisher {
  private static final URI SOURCE = URI.create("/heirloom/gateway");

  private final MutinyEmitter<byte[]> emitter;

  OutboxPublisher(
      @Channel("gateway-orders")
          @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = OutboxRelay.BATCH)
          MutinyEmitter<byte[]> emitter) {
    this.emitter = emitter;
  }

  /** Ends once the broker has the message. */
  Uni<Void> publish(OutboxEntity row) {
    OutgoingKafkaRecordMetadata<String> address =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withTopic(row.topic())
            .withKey(row.messageKey())
            .build();
    OutgoingCloudEventMetadata<byte[]> envelope =
        OutgoingCloudEventMetadata.<byte[]>builder()
            .withId(Long.toString(row.id()))
            .withSource(SOURCE)
            .withType(row.type())
            .withSubject(row.subject())
            .withTimestamp(row.writtenAt().atZone(ZoneOffset.UTC))
            .withDataContentType("application/json")
            .build();
    return emitter.sendMessage(
        Message.of(row.payload()).addMetadata(address).addMetadata(envelope));
  }
}
