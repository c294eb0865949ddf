package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.supervisor.LocalHeirloom;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops all that runs. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stop everything; studies go on after the next up.")
public final class DownCommand implements Callable<Integer> {
  private final List<LocalHeirloom> all;
  private final PrintWriter out;

  /**
   * @param all that may run, the user's own and the demonstration
   */
  public DownCommand(List<LocalHeirloom> all, PrintWriter out) {
    this.all = List.copyOf(all);
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    boolean any = false;
    for (LocalHeirloom heirloom : all) {
      any |= heirloom.stop(out);
    }
    out.println(any ? "Everything has stopped." : "Nothing was running.");
    return ExitCode.OK.value();
  }
}
