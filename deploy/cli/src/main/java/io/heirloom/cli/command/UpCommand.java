package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.supervisor.Layout;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.cli.supervisor.SupervisorRecord;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts Heirloom and leaves it running. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Start broker, database and the five services, and leave them running.")
public final class UpCommand implements Callable<Integer> {
  private final LocalHeirloom heirloom;
  private final PrintWriter out;
  private final String command;

  @Mixin private LayoutOptions layout;

  /**
   * @param command how the program is called, for messages
   */
  public UpCommand(LocalHeirloom heirloom, PrintWriter out, String command) {
    this.heirloom = heirloom;
    this.out = out;
    this.command = command;
  }

  @Override
  public Integer call() throws InterruptedException {
    Layout wanted = layout.layout();
    Optional<SupervisorRecord> running = heirloom.running();
    if (running.isPresent()) {
      out.println("Heirloom is running already: " + running.get().gateway());
      return ExitCode.OK.value();
    }
    out.println("Starting; logs in " + heirloom.folder().logs());
    out.flush();
    SupervisorRecord record = heirloom.start(wanted, OptionalLong.empty(), out);
    out.println("Heirloom is running: " + record.gateway());
    out.printf("Ask for a study with: %s run STUDY.yaml%n", command);
    out.printf("Stop everything with: %s down%n", command);
    return ExitCode.OK.value();
  }
}
