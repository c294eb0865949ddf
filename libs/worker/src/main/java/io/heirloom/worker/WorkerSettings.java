package io.heirloom.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How a worker takes orders and reports. */
@ConfigMapping(prefix = "heirloom.worker")
public interface WorkerSettings {
  /**
   * The worker's name in events and logs, such as {@code labeler-2}. No two processes may have the
   * same at a time: the later one shuts the earlier one out of the broker. Default: the
   * application's name and random letters.
   */
  Optional<String> id();

  /**
   * How long an order stays with a worker that does not renew its hold, which it does three times
   * within that time: a dead worker's order goes to another after it at the latest. The broker sets
   * the range, 15 to 60 s unless configured; the same for all workers of a step.
   */
  @WithDefault("30s")
  Duration lock();

  /** How often a step that fails for no known reason is tried before it is given up; 1 or more. */
  @WithDefault("3")
  int attempts();

  /** For how long a step is tried again while the store, the broker or the network fails it. */
  @WithDefault("10m")
  Duration patience();

  /**
   * How many workers a step may kill, without getting further in between, before it is given up; 1
   * or more.
   */
  @WithDefault("3")
  int deaths();

  /** How long an order in a version this worker cannot read waits for one that can. */
  @WithDefault("1h")
  Duration newerOrdersWait();

  /** The least time between two reports of progress, or of one metric, of a step. */
  @WithDefault("1s")
  Duration reportInterval();

  /** How long a running step has to give itself up when the worker is stopped. */
  @WithDefault("12s")
  Duration stopTimeout();

  /** Partitions of the topics of events and metrics, where this process makes them; 1 or more. */
  @WithDefault("4")
  int partitions();

  /** Replicas of the topics this process makes. Default: the broker's. */
  Optional<Short> replicas();
}
