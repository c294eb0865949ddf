package io.heirloom.benchmark.load;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.embedded.EmbeddedBroker;
import io.heirloom.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A gateway under load: studies are posted at once, followed, and asked about, while what workers
 * would report comes from here, spread over the time. Broker and database are real; the gateway is
 * a process of its own, started as {@code ./heirloom up --split} starts it.
 */
@Command(
    name = "load",
    description = "Puts a gateway under load and tells how it bore that.",
    mixinStandardHelpOptions = true)
public final class LoadBenchmark implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final Duration LAST_NEWS = Duration.ofMinutes(2);

  @Option(names = "--studies", defaultValue = "200", description = "Posted at once (default 200).")
  private int studies;

  @Option(
      names = "--watchers",
      defaultValue = "100",
      description = "Clients that follow a study (default 100).")
  private int watchers;

  @Option(names = "--minutes", defaultValue = "10", description = "For how long (default 10).")
  private double minutes;

  @Option(
      names = "--requests",
      defaultValue = "20",
      description = "GET requests a second (default 20).")
  private int requests;

  LoadBenchmark() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    // The broker in this process says much.
    LogManager.getLogManager().reset();
    Path folder = Files.createTempDirectory("heirloom-load");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"), 0);
        GatewayProcess gateway = GatewayProcess.start(folder, broker, database)) {
      return run(gateway, broker.address(), new FolderStore(folder.resolve("store"))) ? 0 : 1;
    } finally {
      Folders.delete(folder);
    }
  }

  private boolean run(GatewayProcess gateway, String brokers, FolderStore store)
      throws InterruptedException {
    GatewayRequests asking = new GatewayRequests(gateway.address());
    long posted = System.nanoTime();
    List<String> ids = asking.postAll(studies);
    print("%d studies posted at once, all accepted in %.1f s", ids.size(), secondsSince(posted));
    Watchers watching = Watchers.of(gateway.address(), ids, watchers);
    Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
    Thread working =
        new Thread(new PlayedWorkers(brokers, store, asking, ids, time), "played workers");
    working.start();
    asking.askFor(ids, requests, time);
    long begun = System.nanoTime();
    print("%8s %10s %10s %10s %10s", "s", "heap, MB", "RSS, MB", "streams", "outbox");
    while (working.isAlive()) {
      look(gateway, begun);
      working.join(BETWEEN_LOOKS.toMillis());
    }
    watching.awaitEnd(LAST_NEWS);
    look(gateway, begun);
    asking.latencies().forEach(line -> print("%s", line));
    print("refused by the gateway: %.0f", gateway.metric("heirloom_gateway_refused_total"));
    print("%s", watching.summary());
    return watching.sawEverything() && asking.failures() == 0;
  }

  private static void look(GatewayProcess gateway, long begun) {
    print(
        "%8.0f %10.0f %10.0f %10.0f %10.0f",
        secondsSince(begun),
        gateway.heapMegabytes(),
        gateway.residentMegabytes(),
        gateway.metric("heirloom_gateway_streams"),
        gateway.metric("heirloom_gateway_outbox_messages"));
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
