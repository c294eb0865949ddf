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
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All was answered in time, and nothing dropped.",
      "1:Something was not.",
      "2:The command is wrong."
    })
public final class LoadBenchmark implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final String HEADING = "%8s %10s %10s %10s %10s %10s";
  private static final String LOOK = "%8.0f %10.0f %10.0f %10.0f %10.0f %10.0f";
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

  @Option(
      names = "--p99",
      paramLabel = "MS",
      defaultValue = "250",
      description = "How long 99 of 100 GET requests may take, in milliseconds (default 250).")
  private double bar;

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
    Watchers watching;
    try (var questions = asking.ask(requests)) {
      long posted = System.nanoTime();
      List<String> ids = asking.postAll(studies);
      print("%d studies posted at once, all accepted in %.1f s", ids.size(), secondsSince(posted));
      watching = Watchers.of(gateway.address(), ids, watchers);
      Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
      Thread working =
          new Thread(new PlayedWorkers(brokers, store, asking, ids, time), "played workers");
      working.start();
      watch(working, gateway, asking);
    }
    watching.awaitEnd(LAST_NEWS);
    return judge(gateway, asking, watching);
  }

  private static void watch(Thread working, GatewayProcess gateway, GatewayRequests asking)
      throws InterruptedException {
    long begun = System.nanoTime();
    print(HEADING, "s", "heap, MB", "RSS, MB", "streams", "outbox", "p99, ms");
    while (working.isAlive()) {
      look(gateway, asking, begun);
      working.join(BETWEEN_LOOKS.toMillis());
    }
    look(gateway, asking, begun);
  }

  private boolean judge(GatewayProcess gateway, GatewayRequests asking, Watchers watching) {
    asking.latencies().lines().forEach(line -> print("%s", line));
    print("statuses: %s", asking.statuses());
    print("refused by the gateway: %.0f", gateway.metric("heirloom_gateway_refused_total"));
    print("%s", watching.summary());
    boolean inTime = asking.latencies().high() < bar;
    if (!inTime) {
      print("more than 1 of 100 GET requests took longer than %.0f ms", bar);
    }
    return inTime && watching.sawEverything() && asking.failures() == 0;
  }

  private static void look(GatewayProcess gateway, GatewayRequests asking, long begun) {
    print(
        LOOK,
        secondsSince(begun),
        gateway.heapMegabytes(),
        gateway.residentMegabytes(),
        gateway.metric("heirloom_gateway_streams"),
        gateway.metric("heirloom_gateway_outbox_messages"),
        asking.latencies().recentHigh());
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
