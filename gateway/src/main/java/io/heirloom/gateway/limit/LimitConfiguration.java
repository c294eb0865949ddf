package io.heirloom.gateway.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How much is asked of the gateway at a time. The defaults let one client post 200 studies at once
 * while it follows 100.
 */
@ConfigMapping(prefix = "heirloom.gateway.limits")
public interface LimitConfiguration {
  /** Whether any of these limits holds. */
  @WithDefault("true")
  boolean enabled();

  /** How many requests a second a client may send in the long run, 1 or more. */
  @WithDefault("200")
  int requestsPerSecond();

  /** How many a client that was silent for long may send at once, 1 or more. */
  @WithDefault("1000")
  int burst();

  /** How many requests of all clients may be under way, streams of events among them. */
  @WithDefault("1000")
  int requestsUnderWay();

  /** The largest sum of the bodies of all requests under way. */
  @WithDefault("64M")
  MemorySize bodiesUnderWay();

  /** Streams of events. */
  Streams streams();

  /** Downloads of checkpoints, each of which takes a thread until its last byte has left. */
  Downloads downloads();

  /** Taking in studies: reading, pinning, planning and writing down. */
  Intake intake();

  /** What reads much at a time: reports, comparisons, model cards, retries, collections. */
  Reading reading();

  /** How much clients may hold open. */
  interface Held {
    /** All clients together, 1 or more. */
    int most();

    /** One client, 1 or more. */
    int mostPerClient();
  }

  /** How many streams of events may be open. */
  interface Streams extends Held {
    @Override
    @WithDefault("500")
    int most();

    @Override
    @WithDefault("200")
    int mostPerClient();
  }

  /** How many downloads may be under way. */
  interface Downloads extends Held {
    @Override
    @WithDefault("8")
    int most();

    @Override
    @WithDefault("4")
    int mostPerClient();
  }

  /** How much goes on at once, while the rest waits. */
  interface Turns {
    /** 1 or more. */
    int atOnce();

    /** How long anything waits before it is refused. */
    Duration longestWait();
  }

  /** How many studies are taken in at once. */
  interface Intake extends Turns {
    @Override
    @WithDefault("4")
    int atOnce();

    @Override
    @WithDefault("2m")
    Duration longestWait();
  }

  /** How much of that goes on at once. */
  interface Reading extends Turns {
    @Override
    @WithDefault("2")
    int atOnce();

    @Override
    @WithDefault("10s")
    Duration longestWait();
  }
}
