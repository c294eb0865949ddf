package io.heirloom.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this JVM: one node, KRaft, share groups on, reachable from this machine
 * only, its data kept in a folder. Sized for a laptop: about 220 MB of memory, 2 s to start.
 */
public final class EmbeddedBroker implements ChildProcess.Server {
  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;

  private final FolderLock lock;
  private final KafkaRaftServer server;
  private final String address;

  private EmbeddedBroker(FolderLock lock, KafkaRaftServer server, String address) {
    this.lock = lock;
    this.server = server;
    this.address = address;
  }

  /**
   * Starts a broker, formatting the folder where it is new, and waits until it serves.
   *
   * @param folder where topics rest; used by one broker at a time
   * @param port to listen on at 127.0.0.1; 0: any free one
   * @throws IllegalStateException if the folder is in use, the port is taken or the data are broken
   */
  public static EmbeddedBroker start(Path folder, int port) {
    return start(folder, port, 0);
  }

  /**
   * As {@link #start(Path, int)}, for clients that are to reach it through something in between.
   *
   * @param advertised the port at 127.0.0.1 that clients are told to use; 0: its own
   */
  static EmbeddedBroker start(Path folder, int port, int advertised) {
    FolderLock lock = FolderLock.take(folder);
    try {
      Path data = folder.resolve("data");
      formatIfNew(data);
      int listening = port == 0 ? FreePort.find() : port;
      KafkaConfig configuration =
          KafkaConfig.fromProps(
              settings(data, listening, advertised == 0 ? listening : advertised, FreePort.find()),
              false);
      KafkaRaftServer server = new KafkaRaftServer(configuration, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(lock, server, HOST + ":" + listening);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Host and port, the value of {@code bootstrap.servers}. */
  @Override
  public String address() {
    return address;
  }

  /** Stops it cleanly; what it holds stays in the folder. */
  @Override
  public void close() {
    try (lock) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private static void formatIfNew(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(folder.toString())
            .setMetadataLogDirectory(folder.toString())
            .setControllerListenerName("CONTROLLER")
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setIgnoreFormatted(true);
    formatter.setSupportedFeatures(Feature.PRODUCTION_FEATURES);
    try {
      Files.createDirectories(folder);
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException("the folder " + folder + " cannot be formatted", e);
    }
  }

  private static Properties settings(Path folder, int port, int advertised, int controllerPort) {
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", Integer.toString(NODE));
    settings.setProperty("log.dir", folder.toString());
    settings.setProperty(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    settings.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + advertised);
    settings.setProperty(
        "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
    settings.setProperty("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);

    // One node: one copy of everything, one partition of each internal topic.
    settings.setProperty("default.replication.factor", "1");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("offsets.topic.num.partitions", "1");
    settings.setProperty("transaction.state.log.replication.factor", "1");
    settings.setProperty("transaction.state.log.min.isr", "1");
    settings.setProperty("transaction.state.log.num.partitions", "1");
    settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
    settings.setProperty("share.coordinator.state.topic.min.isr", "1");
    settings.setProperty("share.coordinator.state.topic.num.partitions", "1");

    // A mistyped topic is an error, not a new topic.
    settings.setProperty("auto.create.topics.enable", "false");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    // Tests hold orders under locks shorter than the usual 15 s at least.
    settings.setProperty("group.share.min.record.lock.duration.ms", "1000");
    // Each stop of a worker in the middle of a step counts as a delivery; 10 is the most there is.
    settings.setProperty("group.share.delivery.count.limit", "10");
    // After a hard kill the new broker waits until the old one's registration has run out; but a
    // machine busy with training must not make the controller take the broker for dead.
    settings.setProperty("broker.session.timeout.ms", "4000");
    settings.setProperty("broker.heartbeat.interval.ms", "500");

    // Sized for one study at a time on a laptop.
    settings.setProperty("log.segment.bytes", Integer.toString(64 << 20));
    settings.setProperty("num.network.threads", "2");
    settings.setProperty("num.io.threads", "2");
    settings.setProperty("background.threads", "2");
    settings.setProperty("num.replica.fetchers", "1");
    settings.setProperty("group.coordinator.threads", "1");
    settings.setProperty("share.coordinator.threads", "1");
    settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
    settings.setProperty("offsets.load.buffer.size", Integer.toString(1 << 20));
    return settings;
  }
}
