package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.StepView;
import io.heirloom.cli.gateway.StudyView;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.cli.supervisor.SupervisorRecord;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what runs. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Show what runs and all studies, or one study's steps.")
public final class StatusCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "Of a study.")
  private Optional<StudyId> id;

  public StatusCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    SupervisorRecord record = heirloom.requireRunning();
    GatewayClient gateway = new GatewayClient(record.gateway());
    if (id.isPresent()) {
      showStudy(gateway.study(id.get()), gateway.steps(id.get()));
    } else {
      showProcesses(record);
      showStudies(gateway.studies());
    }
    return ExitCode.OK.value();
  }

  private void showProcesses(SupervisorRecord record) {
    out.println("Heirloom is running: " + record.gateway());
    out.println("Logs in " + heirloom.folder().logs());
    for (SupervisorRecord.ProcessRecord process : record.processes()) {
      String pid = process.pid().map(number -> "process " + number).orElse("");
      String restarts = process.restarts() == 0 ? "" : ", restarts: " + process.restarts();
      out.printf(
          "  %-16s %-16s port %-6d %s%s%n",
          process.name(), pid, process.port(), process.state(), restarts);
    }
  }

  private void showStudies(List<StudyView> studies) {
    if (studies.isEmpty()) {
      out.println("No studies yet.");
    }
    for (StudyView study : studies) {
      out.println(line(study));
    }
  }

  private void showStudy(StudyView study, List<StepView> steps) {
    out.println(line(study));
    for (StepView step : steps) {
      out.printf(
          "  %-10s %3.0f %%  %s%s%n",
          step.state().name().toLowerCase(Locale.ROOT),
          step.share() * 100,
          step.title(),
          step.reason().map(reason -> ": " + reason).orElse(""));
    }
  }

  private static String line(StudyView study) {
    StudyView.Steps steps = study.steps();
    return "%s  %-9s %s: %d of %d steps done, %d reused, %d running, %d failed"
        .formatted(
            study.id(),
            study.state().name().toLowerCase(Locale.ROOT),
            study.name(),
            steps.done() + steps.reused(),
            steps.total(),
            steps.reused(),
            steps.running(),
            steps.failed());
  }
}
