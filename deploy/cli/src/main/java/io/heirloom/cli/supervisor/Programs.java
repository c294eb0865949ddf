package io.heirloom.cli.supervisor;

import io.heirloom.embedded.BrokerProcess;
import io.heirloom.embedded.DatabaseProcess;
import io.heirloom.embedded.EmbeddedDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that Heirloom consists of on one machine.
 *
 * @param infrastructure broker and database, on which the services stand
 * @param services the gateway last
 * @param gateway where it listens
 */
record Programs(List<Program> infrastructure, List<Program> services, URI gateway) {
  Programs {
    infrastructure = List.copyOf(infrastructure);
    services = List.copyOf(services);
  }

  /** Plans them, each at a port that is free now; the gateway at 8080 if that is free. */
  static Programs plan(
      Installation installation,
      StateFolder folder,
      Layout layout,
      Arrangement arrangement,
      FreePorts ports) {
    return new Planning(installation, folder, arrangement, ports).plan(layout);
  }

  private static final class Planning {
    private static final int USUAL_GATEWAY_PORT = 8080;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    // A device serves one step at a time; threads that spin while they wait slow the others down.
    private static final Map<String, String> ENVIRONMENT =
        Map.of(
            "OMP_WAIT_POLICY", "PASSIVE",
            "KMP_BLOCKTIME", "0",
            "MALLOC_ARENA_MAX", "2",
            "OPT_OUT_TRACKING", "true");

    private final Installation installation;
    private final StateFolder folder;
    private final Arrangement arrangement;
    private final FreePorts ports;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int broker;
    private final int database;
    private final int gateway;

    Planning(
        Installation installation, StateFolder folder, Arrangement arrangement, FreePorts ports) {
      this.installation = installation;
      this.folder = folder;
      this.arrangement = arrangement;
      this.ports = ports;
      this.gateway = ports.preferring(USUAL_GATEWAY_PORT);
      this.broker = ports.any();
      this.database = ports.any();
    }

    Programs plan(Layout layout) {
      List<Program> infrastructure =
          List.of(
              server("broker", BrokerProcess.class, folder.broker(), broker, 256),
              server("database", DatabaseProcess.class, folder.database(), database, 256));
      return new Programs(
          infrastructure, services(layout), URI.create("http://127.0.0.1:" + gateway));
    }

    private List<Program> services(Layout layout) {
      if (!(layout instanceof Layout.Split split)) {
        return List.of(service("heirloom", "deploy/local", gateway, 1536));
      }
      List<Program> services = new ArrayList<>();
      services.add(worker("weak-trainer", 1));
      for (int i = 1; i <= split.labelers(); i++) {
        services.add(worker("labeler", i));
      }
      services.add(worker("wts-trainer", 1));
      for (int i = 1; i <= split.evaluators(); i++) {
        services.add(worker("evaluator", i));
      }
      services.add(service("gateway", "gateway", gateway, 512));
      return services;
    }

    private Program worker(String module, int number) {
      return service(module + "-" + number, module, ports.any(), 1024);
    }

    private Program server(String name, Class<?> main, Path data, int port, int megabytes) {
      List<String> command = virtualMachine(megabytes);
      arrangement.servers().forEach((key, value) -> command.add("-D" + key + "=" + value));
      command.addAll(
          List.of(
              "-XX:TieredStopAtLevel=1",
              "-cp",
              installation.classPath(),
              main.getName(),
              data.toString(),
              Integer.toString(port),
              "--until-input-ends"));
      return new Program(name, command, Map.of(), port, new Readiness.PrintedLine(), PATIENCE);
    }

    private Program service(String name, String module, int port, int megabytes) {
      List<String> command = virtualMachine(megabytes);
      settings(name, port).forEach((key, value) -> command.add("-D" + key + "=" + value));
      command.addAll(List.of("-jar", installation.service(module).toString()));
      return new Program(
          name, command, environment(), port, new Readiness.HealthCheck(http, port), PATIENCE);
    }

    private Map<String, String> environment() {
      Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
      environment.putAll(arrangement.environment());
      return environment;
    }

    private List<String> virtualMachine(int megabytes) {
      return new ArrayList<>(
          List.of(
              installation.java().toString(),
              "-Xmx" + megabytes + "m",
              "-XX:+UseSerialGC",
              "-XX:+ExitOnOutOfMemoryError",
              "-XX:+IgnoreUnrecognizedVMOptions",
              "--enable-native-access=ALL-UNNAMED"));
    }

    private Map<String, String> settings(String name, int port) {
      Map<String, String> settings = new TreeMap<>();
      settings.put("quarkus.http.host", "127.0.0.1");
      settings.put("quarkus.http.port", Integer.toString(port));
      settings.put("kafka.bootstrap.servers", "127.0.0.1:" + broker);
      String database = "postgresql://127.0.0.1:" + this.database + "/" + EmbeddedDatabase.NAME;
      settings.put("quarkus.datasource.reactive.url", database);
      settings.put("quarkus.datasource.jdbc.url", "jdbc:" + database);
      settings.put("quarkus.datasource.username", EmbeddedDatabase.USER);
      // It listens on this machine only and asks nobody for a password, but the client wants one.
      settings.put("quarkus.datasource.password", EmbeddedDatabase.USER);
      settings.put("heirloom.store.folder", folder.store().toString());
      settings.put("heirloom.compute.lock-folder", folder.computeLocks().toString());
      settings.put("heirloom.worker.id", name);
      settings.put("ai.djl.offline", "true");
      settings.putAll(arrangement.services());
      return settings;
    }
  }
}
