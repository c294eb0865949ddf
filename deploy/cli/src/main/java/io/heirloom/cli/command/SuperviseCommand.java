package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.supervisor.Arrangement;
import io.heirloom.cli.supervisor.Installation;
import io.heirloom.cli.supervisor.StateFolder;
import io.heirloom.cli.supervisor.Supervisor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the process that {@code up} leaves behind does. */
@Command(
    name = "supervise",
    mixinStandardHelpOptions = true,
    hidden = true,
    description = "Start everything, start again what dies, stop everything on SIGTERM.")
public final class SuperviseCommand implements Callable<Integer> {
  private final Installation installation;
  private final PrintWriter out;

  @Option(names = "--folder", required = true)
  private Path folder;

  @Option(names = "--compute-locks", required = true)
  private Path computeLocks;

  @Option(names = "--companion", paramLabel = "PID", description = "Stop when this process ends.")
  private Long companion;

  @Mixin private LayoutOptions layout;

  public SuperviseCommand(Installation installation, PrintWriter out) {
    this.installation = installation;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    Supervisor supervisor =
        Supervisor.of(
            installation,
            new StateFolder(folder, computeLocks),
            layout.layout(),
            Arrangement.USUAL,
            out);
    Thread stop = new Thread(() -> stop(supervisor), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    if (companion != null) {
      stopWithCompanion();
    }
    supervisor.run();
    return ExitCode.OK.value();
  }

  private static void stop(Supervisor supervisor) {
    try {
      supervisor.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopWithCompanion() {
    Thread watch =
        new Thread(
            () -> {
              ProcessHandle.of(companion).ifPresent(process -> process.onExit().join());
              System.exit(ExitCode.OK.value());
            },
            "companion");
    watch.setDaemon(true);
    watch.start();
  }
}
