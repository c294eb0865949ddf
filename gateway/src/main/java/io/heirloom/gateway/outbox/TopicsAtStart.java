package io.heirloom.gateway.outbox;

import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.topics.TopicSetup;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Map;

/** Makes the topics that are missing before anything is published or read. */
@Singleton
final class TopicsAtStart {
  private final TopicSetup topics;

  TopicsAtStart(
      @Identifier("default-kafka-broker") Map<String, Object> client,
      GatewayConfiguration configuration) {
    this.topics = new TopicSetup(client, configuration.partitions(), configuration.replicas());
  }

  void beforeMessaging(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    topics.createMissingTopics();
  }
}
