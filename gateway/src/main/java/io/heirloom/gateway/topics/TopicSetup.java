package io.heirloom.gateway.topics;

import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.lineage.Topics;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are not there before anything is published or read. */
@Singleton
final class TopicSetup {
  private static final int SECONDS = 60;

  private final Map<String, Object> broker;
  private final int partitions;

  TopicSetup(
      @Identifier("default-kafka-broker") Map<String, Object> broker,
      GatewayConfiguration configuration) {
    this.broker = broker;
    this.partitions = configuration.topicPartitions();
  }

  void beforeMessaging(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = Admin.create(broker)) {
      Set<String> present = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
      for (NewTopic topic : topics()) {
        if (!present.contains(topic.name())) {
          create(admin, topic);
        }
      }
    }
  }

  private List<NewTopic> topics() {
    NewTopic control =
        topic(Topics.CONTROL)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    Stream<NewTopic> others =
        Stream.concat(
                Topics.ORDERS.stream(),
                Stream.of(Topics.EVENTS, Topics.METRICS, Topics.DEAD_LETTERS))
            .map(this::topic);
    return Stream.concat(Stream.of(control), others).toList();
  }

  private NewTopic topic(String name) {
    return new NewTopic(name, Optional.of(partitions), Optional.empty());
  }

  private static void create(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.createTopics(List.of(topic)).all().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // Somebody else was faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
