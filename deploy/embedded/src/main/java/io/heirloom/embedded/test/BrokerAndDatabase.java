package io.heirloom.embedded.test;

import io.heirloom.embedded.EmbeddedBroker;
import io.heirloom.embedded.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A real broker and a real database for Quarkus tests, on free ports, in a folder deleted
 * afterwards. Annotate tests with {@code @QuarkusTestResource(BrokerAndDatabase.class)} (or
 * {@code @WithTestResource}); the argument {@code database=false} leaves the database out.
 */
public final class BrokerAndDatabase implements QuarkusTestResourceLifecycleManager {
  private boolean withDatabase = true;
  private Path folder;
  private EmbeddedBroker broker;
  private EmbeddedDatabase database;

  @Override
  public void init(Map<String, String> arguments) {
    withDatabase = !"false".equals(arguments.get("database"));
  }

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("heirloom-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    if (!withDatabase) {
      return Map.of("kafka.bootstrap.servers", broker.address());
    }
    database = EmbeddedDatabase.start(folder.resolve("database"), 0);
    return Map.of(
        "kafka.bootstrap.servers", broker.address(),
        "quarkus.datasource.jdbc.url", database.jdbcUrl(),
        "quarkus.datasource.reactive.url", database.reactiveUrl(),
        "quarkus.datasource.username", EmbeddedDatabase.USER,
        "quarkus.datasource.password", "");
  }

  @Override
  public void stop() {
    if (database != null) {
      database.close();
    }
    if (broker != null) {
      broker.close();
    }
    if (folder != null) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
