package io.heirloom.cli.command;

import io.heirloom.cli.supervisor.Layout;
import io.heirloom.lineage.InvalidInputException;
import picocli.CommandLine.Option;

/** How the services are to be spread. */
final class LayoutOptions {
  private static final int MOST = 64;

  @Option(
      names = "--split",
      description = "Give each service a process of its own, as on a cluster.")
  private boolean split;

  @Option(
      names = "--labelers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many labelers; more than one needs --split. Default: ${DEFAULT-VALUE}.")
  private int labelers;

  @Option(
      names = "--evaluators",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many evaluators; more than one needs --split. Default: ${DEFAULT-VALUE}.")
  private int evaluators;

  /**
   * The layout.
   *
   * @throws InvalidInputException if there cannot be so many
   */
  Layout layout() {
    check("--labelers", labelers);
    check("--evaluators", evaluators);
    return split ? new Layout.Split(labelers, evaluators) : new Layout.Together();
  }

  private void check(String option, int count) {
    int most = split ? MOST : 1;
    if (count < 1 || count > most) {
      String allowed = split ? "1 to " + MOST : "1, or 1 to " + MOST + " with --split";
      throw new InvalidInputException(option, count, allowed);
    }
  }
}
