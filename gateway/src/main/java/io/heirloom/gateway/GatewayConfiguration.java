package io.heirloom.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the gateway. */
@ConfigMapping(prefix = "heirloom.gateway")
public interface GatewayConfiguration {
  /** How often messages are published that a crash or an absent broker left behind. */
  @WithDefault("2s")
  Duration outboxInterval();

  /** How often something new is looked for on behalf of a client that follows a study. */
  @WithDefault("250ms")
  Duration watchInterval();

  /** Partitions of a topic that the gateway creates because it is not there. */
  @WithDefault("8")
  int topicPartitions();
}
