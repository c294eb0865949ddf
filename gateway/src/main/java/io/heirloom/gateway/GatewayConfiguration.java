package io.heirloom.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the gateway. */
@ConfigMapping(prefix = "heirloom.gateway")
public interface GatewayConfiguration {
  /** How often messages are published that a crash or an absent broker left behind. */
  @WithDefault("2s")
  Duration outboxInterval();

  /** How often something new is looked for on behalf of a client that follows a study. */
  @WithDefault("250ms")
  Duration watchInterval();

  /**
   * The largest study file. Quarkus has a limit of its own, {@code
   * quarkus.http.limits.max-body-size}, which has to be larger.
   */
  @WithDefault("1M")
  MemorySize largestBody();

  /** The most steps a study may come to before equal ones are merged, 1 or more. */
  @WithDefault("100000")
  long mostSteps();

  /** How often studies are looked for in which a stage is to be decided. */
  @WithDefault("5s")
  Duration decisionInterval();

  /** How long after a study's end what was measured in it can still be watched again. */
  @WithDefault("7d")
  Duration happeningsKept();

  /** Partitions of each topic the gateway is the first to need, 1 or more. */
  @WithDefault("4")
  int partitions();

  /** Replicas of such a topic. Default: the broker's. */
  Optional<Short> replicas();
}
