package io.heirloom.topics;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Makes the broker ready for studies to flow. Everything here may be done again and by several
 * processes at once; whoever publishes or reads does it at its start, so that nothing depends on
 * who starts first. All methods throw {@link KafkaException} if the broker cannot be reached within
 * the client's {@code default.api.timeout.ms} or refuses.
 */
public final class TopicSetup {
  private static final String DELIVERY_LIMIT = "group.share.delivery.count.limit";
  private static final Duration KEPT = Duration.ofDays(30);

  /** Bytes: twice the largest message there is, for what explains it comes along. */
  private static final int LARGEST_DEAD_LETTER = 2 * Topics.LARGEST_ORDER;

  private final Map<String, Object> client;
  private final int partitions;
  private final Optional<Short> replicas;

  /**
   * @param client properties of Kafka's clients, at least {@code bootstrap.servers}
   * @param partitions of the topics of events and metrics each, 1 or more
   * @param replicas of each topic; empty: the broker's default
   */
  public TopicSetup(Map<String, Object> client, int partitions, Optional<Short> replicas) {
    this.client = Map.copyOf(client);
    this.partitions = partitions;
    this.replicas = replicas;
  }

  /** Makes the topics that are missing and leaves the others as they are. */
  public void createMissingTopics() {
    try (Admin admin = Admin.create(client)) {
      Collection<String> present = await(admin.listTopics().names());
      List<NewTopic> missing =
          topics().stream().filter(topic -> !present.contains(topic.name())).toList();
      for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
        awaitCreated(created);
      }
    }
  }

  /**
   * Configures the share group in which workers of such a step take orders: from the first order
   * on, none of an aborted transaction.
   *
   * @param lock how long an order stays with a worker that does not renew its hold; the broker sets
   *     the range, 15 to 60 s unless configured
   */
  public void configureGroup(Class<? extends Step> step, Duration lock) {
    Map<ConfigResource, Collection<AlterConfigOp>> settings =
        Map.of(
            new ConfigResource(ConfigResource.Type.GROUP, Topics.groupFor(step)),
            List.of(
                set("share.auto.offset.reset", "earliest"),
                set("share.isolation.level", "read_committed"),
                set("share.record.lock.duration.ms", Long.toString(lock.toMillis()))));
    try (Admin admin = Admin.create(client)) {
      await(admin.incrementalAlterConfigs(settings).all());
    }
  }

  /** How often the broker delivers an order before it silently drops it, 2 or more. */
  public int deliveryLimit() {
    try (Admin admin = Admin.create(client)) {
      Node node = await(admin.describeCluster().nodes()).iterator().next();
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, node.idString());
      return Integer.parseInt(
          await(admin.describeConfigs(List.of(broker)).all())
              .get(broker)
              .get(DELIVERY_LIMIT)
              .value());
    }
  }

  private List<NewTopic> topics() {
    Map<String, String> kept =
        Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(KEPT.toMillis()));
    Map<String, String> keptForEver = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    Map<String, String> latestOfEachKey =
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    List<NewTopic> topics = new ArrayList<>();
    // One partition, which all members of a share group are given: of several, each would be given
    // its own, and an idle worker would leave alone the orders that wait for a busy one.
    for (String orders : Topics.ORDERS) {
      topics.add(topic(orders, 1, with(kept, Topics.LARGEST_ORDER)));
    }
    topics.add(topic(Topics.EVENTS, partitions, kept));
    topics.add(topic(Topics.METRICS, partitions, kept));
    topics.add(topic(Topics.DEAD_LETTERS, 1, with(kept, LARGEST_DEAD_LETTER)));
    // One partition each: whoever follows it knows when it has read all.
    topics.add(topic(Topics.CONTROL, 1, latestOfEachKey));
    topics.add(topic(Topics.STUDIES, 1, with(keptForEver, Topics.LARGEST_ORDER)));
    return topics;
  }

  private static Map<String, String> with(Map<String, String> settings, int largestMessage) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(largestMessage));
    return all;
  }

  private NewTopic topic(String name, int partitions, Map<String, String> settings) {
    return new NewTopic(name, Optional.of(partitions), replicas).configs(settings);
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static void awaitCreated(KafkaFuture<Void> created) {
    try {
      await(created);
    } catch (TopicExistsException e) {
      // Another process was quicker.
    }
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException refusal) {
        throw refusal;
      }
      throw new KafkaException("the broker's answer cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the broker", e);
    }
  }
}
