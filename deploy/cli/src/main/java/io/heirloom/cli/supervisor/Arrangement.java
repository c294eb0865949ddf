package io.heirloom.cli.supervisor;

import java.util.Map;

/**
 * In what one supervisor may differ from another.
 *
 * @param restarts when what died is started again
 * @param services settings of every service, in the place of the usual ones
 * @param servers system properties of broker and database
 * @param environment variables of every service, beside the usual ones
 */
public record Arrangement(
    RestartPolicy restarts,
    Map<String, String> services,
    Map<String, String> servers,
    Map<String, String> environment) {
  /** That of a machine that people work on. */
  public static final Arrangement USUAL =
      new Arrangement(RestartPolicy.USUAL, Map.of(), Map.of(), Map.of());

  public Arrangement {
    services = Map.copyOf(services);
    servers = Map.copyOf(servers);
    environment = Map.copyOf(environment);
  }
}
