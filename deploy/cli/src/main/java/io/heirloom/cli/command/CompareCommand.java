package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds two studies against each other. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Show in what two studies differ, and what came of that.")
public final class CompareCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Parameters(index = "0", paramLabel = "ID", description = "Of the study.")
  private StudyId study;

  @Parameters(index = "1", paramLabel = "ID", description = "Of the one it is held against.")
  private StudyId with;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json. Default: ${DEFAULT-VALUE}.")
  private Format format;

  private enum Format {
    TABLE("text"),
    JSON("json");

    private final String parameter;

    Format(String parameter) {
      this.parameter = parameter;
    }
  }

  public CompareCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    out.println(gateway.compare(study, with, format.parameter).stripTrailing());
    return ExitCode.OK.value();
  }
}
