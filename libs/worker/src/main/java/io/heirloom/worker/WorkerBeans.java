package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.artifacts.FolderStore;
import io.heirloom.topics.TopicSetup;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts plain objects into the container. */
@Singleton
final class WorkerBeans {
  private static final int LETTERS = 6;

  @Produces
  @Singleton
  ArtifactStore store(StoreSettings settings) {
    return new FolderStore(settings.folder());
  }

  @Produces
  @Singleton
  Worker worker(
      WorkerSettings settings,
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "worker") String name) {
    return new Worker(settings.id().orElseGet(() -> name + "-" + letters()), Clock.systemUTC());
  }

  @Produces
  @Singleton
  TopicSetup topics(
      WorkerSettings settings, @Identifier("default-kafka-broker") Map<String, Object> client) {
    return new TopicSetup(client, settings.partitions(), settings.replicas());
  }

  /** A new process with the same name takes over, and ends what its predecessor left open. */
  @Produces
  @Singleton
  @Identifier(Outcomes.CHANNEL)
  Map<String, Object> transactions(Worker worker) {
    return Map.of("transactional.id", "heirloom-worker-" + worker.id());
  }

  private static String letters() {
    return new SecureRandom()
        .ints(LETTERS, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
