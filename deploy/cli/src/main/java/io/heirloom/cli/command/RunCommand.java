package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.StudyFile;
import io.heirloom.cli.gateway.StudyView;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for a study. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Start a study.")
public final class RunCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;
  private final String command;

  @Mixin private StudyOptions study;

  @Option(names = "--watch", description = "Show progress until the study ends, then its report.")
  private boolean watch;

  /**
   * @param command how the program is called, for messages
   */
  public RunCommand(LocalHeirloom heirloom, PrintWriter out, String command) {
    this.heirloom = heirloom;
    this.out = out;
    this.command = command;
  }

  @Override
  public Integer call() throws InterruptedException {
    StudyFile file = study.read();
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    StudyView started = gateway.submit(file);
    StudyId id = new StudyId(started.id());
    out.printf("Study %s: %s, %d steps%n", id, started.name(), started.steps().total());
    out.println(gateway.location(id));
    started.notes().forEach(out::println);
    out.flush();
    if (watch) {
      return new FollowedStudy(gateway, out, command).untilEnd(id).value();
    }
    out.printf("See how it goes with: %s watch %s%n", command, id);
    return ExitCode.OK.value();
  }
}
