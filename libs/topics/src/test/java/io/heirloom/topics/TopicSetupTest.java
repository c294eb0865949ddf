package io.heirloom.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heirloom.embedded.EmbeddedBroker;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.Label;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicSetupTest {
  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() {
    broker = EmbeddedBroker.start(folder, 0);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void allTopicsAreThereEvenIfSeveralProcessesMakeThemAtOnce() throws Exception {
    IntStream.range(0, 4).parallel().forEach(i -> setup().createMissingTopics());

    assertThat(partitions(Topics.EVENTS)).isEqualTo(3);
    assertThat(partitions(Topics.LABELING)).isEqualTo(1);
    assertThat(partitions(Topics.CONTROL)).isEqualTo(1);
    assertThat(
            configuration(ConfigResource.Type.TOPIC, Topics.CONTROL).get("cleanup.policy").value())
        .isEqualTo("compact");
    assertThat(partitions(Topics.STUDIES)).isEqualTo(1);
    assertThat(configuration(ConfigResource.Type.TOPIC, Topics.STUDIES).get("retention.ms").value())
        .as("kept for ever")
        .isEqualTo("-1");
    List<String> all =
        Stream.concat(
                Topics.ORDERS.stream(),
                Stream.of(Topics.EVENTS, Topics.METRICS, Topics.CONTROL, Topics.DEAD_LETTERS))
            .toList();
    try (Admin admin = Admin.create(client())) {
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS)).containsAll(all);
    }
  }

  @Test
  void topicsThatExistAreLeftAsTheyAre() throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .createTopics(List.of(new NewTopic(Topics.EVENTS, 7, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }

    setup().createMissingTopics();

    assertThat(partitions(Topics.EVENTS)).isEqualTo(7);
    assertThat(partitions(Topics.METRICS)).isEqualTo(3);
  }

  @Test
  void aGroupReadsFromTheFirstCommittedOrderOnUnderItsLock() throws Exception {
    setup().configureGroup(Label.class, Duration.ofSeconds(20));
    setup().configureGroup(Label.class, Duration.ofSeconds(25));

    Config group = configuration(ConfigResource.Type.GROUP, Topics.groupFor(Label.class));
    assertThat(group.get("share.auto.offset.reset").value()).isEqualTo("earliest");
    assertThat(group.get("share.isolation.level").value()).isEqualTo("read_committed");
    assertThat(group.get("share.record.lock.duration.ms").value()).isEqualTo("25000");
  }

  @Test
  void theBrokersDeliveryLimitIsKnown() {
    assertThat(setup().deliveryLimit()).isEqualTo(10);
  }

  @Test
  void aBrokerThatDoesNotAnswerIsAnError() {
    TopicSetup setup =
        new TopicSetup(
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "default.api.timeout.ms", "500",
                "request.timeout.ms", "500"),
            1,
            Optional.empty());

    assertThatThrownBy(setup::createMissingTopics).isInstanceOf(KafkaException.class);
  }

  private TopicSetup setup() {
    return new TopicSetup(client(), 3, Optional.empty());
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", broker.address());
  }

  /** A broker may take a moment to know of a topic that its controller has made. */
  private int partitions(String topic) {
    try (Admin admin = Admin.create(client())) {
      return await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsMatching(
              failure -> failure.getCause() instanceof UnknownTopicOrPartitionException)
          .until(() -> described(admin, topic), topics -> topics.containsKey(topic))
          .get(topic)
          .partitions()
          .size();
    }
  }

  private static Map<String, TopicDescription> described(Admin admin, String topic)
      throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get(20, TimeUnit.SECONDS);
  }

  private Config configuration(ConfigResource.Type type, String name) throws Exception {
    ConfigResource resource = new ConfigResource(type, name);
    try (Admin admin = Admin.create(client())) {
      return admin.describeConfigs(List.of(resource)).all().get(20, TimeUnit.SECONDS).get(resource);
    }
  }
}
