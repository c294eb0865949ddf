package io.heirloom.cli.command;

import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Comes back to a study. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Show the progress of a study until it ends, then its report.")
public final class WatchCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;
  private final String command;

  @Parameters(paramLabel = "ID", description = "Of the study.")
  private StudyId id;

  /**
   * @param command how the program is called, for messages
   */
  public WatchCommand(LocalHeirloom heirloom, PrintWriter out, String command) {
    this.heirloom = heirloom;
    this.out = out;
    this.command = command;
  }

  @Override
  public Integer call() throws InterruptedException {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    return new FollowedStudy(gateway, out, command).untilEnd(id).value();
  }
}
