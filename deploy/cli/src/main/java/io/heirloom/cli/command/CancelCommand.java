package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a study up. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Give a study up; what it has made so far stays reusable.")
public final class CancelCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Parameters(paramLabel = "ID", description = "Of the study.")
  private StudyId id;

  public CancelCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    gateway.cancel(id);
    out.printf("Study %s is being cancelled.%n", id);
    return ExitCode.OK.value();
  }
}
