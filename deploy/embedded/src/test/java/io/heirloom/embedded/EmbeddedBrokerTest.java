package io.heirloom.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final String TOPIC = "orders";
  private static final String GROUP = "workers";

  @TempDir private Path folder;

  @Test
  void whatWasPublishedIsThereForAShareGroupAfterARestartOnAnotherPort() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      createTopic(broker);
      publish(broker, "first");
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      assertThat(takeOne(broker)).isEqualTo("first");
    }
  }

  @Test
  void itListensOnThisMachineOnly() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      int port = Integer.parseInt(broker.address().split(":")[1]);
      for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(network.getInetAddresses())) {
          if (!address.isLoopbackAddress()) {
            assertThatThrownBy(() -> new Socket(address, port).close())
                .as("%s", address)
                .isNotNull();
          }
        }
      }
    }
  }

  @Test
  void aSecondBrokerInTheSameFolderIsRefused() {
    EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
    try (broker) {
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0).close())
          .hasMessageContaining("in use");
    }
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
      AlterConfigOp fromTheStart =
          new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), OpType.SET);
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.GROUP, GROUP), List.of(fromTheStart)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void publish(EmbeddedBroker broker, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static String takeOne(EmbeddedBroker broker) {
    Properties settings = client(broker);
    settings.put("group.id", GROUP);
    try (KafkaShareConsumer<String, String> consumer =
        new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (System.nanoTime() < end) {
        for (ConsumerRecord<String, String> taken : consumer.poll(Duration.ofMillis(200))) {
          return taken.value();
        }
      }
    }
    return "nothing";
  }

  private static Properties client(EmbeddedBroker broker) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker.address());
    return settings;
  }
}
