package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.Retried;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.StudyId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a study go on from what it lacks. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description = "Do anew the steps of a study that failed, or whose results are damaged or gone.")
public final class RetryCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;
  private final String command;

  @Parameters(paramLabel = "ID", description = "Of the study.")
  private StudyId id;

  @Option(names = "--watch", description = "Show progress until the study ends, then its report.")
  private boolean watch;

  /**
   * @param command how the program is called, for messages
   */
  public RetryCommand(LocalHeirloom heirloom, PrintWriter out, String command) {
    this.heirloom = heirloom;
    this.out = out;
    this.command = command;
  }

  @Override
  public Integer call() throws InterruptedException {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    Retried retried = gateway.retry(id);
    out.println(text(retried));
    out.flush();
    if (watch) {
      return new FollowedStudy(gateway, out, command).untilEnd(id).value();
    }
    out.printf("See how it goes with: %s watch %s%n", command, id);
    return ExitCode.OK.value();
  }

  private String text(Retried retried) {
    if (retried.steps() == 0) {
      return "Study %s: its stage is decided anew.".formatted(id);
    }
    return "Study %s: %d steps are asked for anew; %d had failed, %d had lost what they made."
        .formatted(id, retried.steps(), retried.failed(), retried.lost());
  }
}
