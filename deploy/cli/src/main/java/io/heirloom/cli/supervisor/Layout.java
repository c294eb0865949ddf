package io.heirloom.cli.supervisor;

/** How the services are spread over processes. */
public sealed interface Layout {
  /** All five in one process. */
  record Together() implements Layout {}

  /**
   * Each in a process of its own, as on a cluster.
   *
   * @param labelers how many labelers, 1 or more
   * @param evaluators how many evaluators, 1 or more
   */
  record Split(int labelers, int evaluators) implements Layout {}
}
