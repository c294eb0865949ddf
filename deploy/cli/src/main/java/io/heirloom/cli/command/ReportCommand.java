package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.ReportFormat;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what came out of a study. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Show what came out of a study, so far or in the end.")
public final class ReportCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Parameters(paramLabel = "ID", description = "Of the study.")
  private StudyId id;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, html, markdown, json or csv. Default: ${DEFAULT-VALUE}.")
  private ReportFormat format;

  @Option(names = "--output", paramLabel = "FILE", description = "Write it to a file instead.")
  private Optional<Path> output;

  public ReportCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    String report = gateway.report(id, format);
    if (output.isEmpty()) {
      out.println(report.stripTrailing());
      return ExitCode.OK.value();
    }
    Path file = output.get().toAbsolutePath();
    try {
      Files.writeString(file, report, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new InvalidInputException("--output", file, "a file that can be written", e);
    }
    out.println("Written to " + file);
    return ExitCode.OK.value();
  }
}
