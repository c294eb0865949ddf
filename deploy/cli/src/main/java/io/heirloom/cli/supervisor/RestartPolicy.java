package io.heirloom.cli.supervisor;

import java.time.Duration;

/**
 * How long a process that died stays down before it is started again: twice as long each time,
 * without end, until it has stayed up for a while.
 *
 * @param first after the first death
 * @param longest that is ever waited
 * @param steady a process that stayed up this long begins anew with {@code first}
 */
public record RestartPolicy(Duration first, Duration longest, Duration steady) {
  /** What suits a machine that people work on: 1 s to begin with, a minute at most. */
  public static final RestartPolicy USUAL =
      new RestartPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  /**
   * How often it has now died in a row.
   *
   * @param before how often it had, before it was last started
   * @param up how long it stayed up
   */
  int deaths(int before, Duration up) {
    return up.compareTo(steady) >= 0 ? 1 : before + 1;
  }

  /**
   * How long to wait.
   *
   * @param deaths in a row, 1 or more
   */
  Duration delay(int deaths) {
    Duration delay = first;
    for (int i = 1; i < deaths && delay.compareTo(longest) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
