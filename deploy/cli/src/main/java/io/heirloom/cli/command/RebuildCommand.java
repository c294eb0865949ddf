package io.heirloom.cli.command;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.RebuildProgress;
import io.heirloom.cli.supervisor.LocalHeirloom;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Puts studies back into the gateway's database. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = "Put studies that the database has lost back into it, from Kafka alone.")
public final class RebuildCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(15);

  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Option(names = "--all", description = "Replace the studies that the database has, too.")
  private boolean all;

  public RebuildCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    RebuildProgress progress = gateway.beginRebuild(all);
    long told = System.nanoTime();
    while (progress.isUnderWay()) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      progress = gateway.rebuild();
      if (System.nanoTime() - told > BETWEEN_LINES.toNanos()) {
        told = System.nanoTime();
        out.printf(
            "%d studies put back, %d of %d reports read%n",
            progress.studies(), progress.reports(), progress.ofReports());
      }
    }
    progress.reason().ifPresent(RebuildCommand::fail);
    progress.leftOut().forEach(study -> out.println("Left out: " + study));
    out.printf(
        "%d studies put back, %d left as they are, %d reports read, %d orders written again.%n",
        progress.studies(), progress.kept(), progress.reports(), progress.orders());
    return ExitCode.OK.value();
  }

  private static void fail(String reason) {
    throw new CommandFailedException(
        ExitCode.NOT_REACHED,
        "The database could not be rebuilt: " + reason + ". It can be tried again.");
  }
}
