package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.Forecast;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.StudyFile;
import io.heirloom.cli.supervisor.LocalHeirloom;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Foretells what a study would come to. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Show what a study would come to: steps, what of it is there already, hours.")
public final class PlanCommand implements Callable<Integer> {
  private static final String ROW = "%-13s %-13s %9s %9s %9s %10s%n";

  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Mixin private StudyOptions study;

  public PlanCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    StudyFile file = study.read();
    show(new GatewayClient(heirloom.requireRunning().gateway()).plan(file));
    return ExitCode.OK.value();
  }

  private void show(Forecast forecast) {
    out.printf("%s (%s): ", forecast.name(), forecast.property());
    out.printf(
        Locale.ROOT,
        "%,d %s of the grid, %d %s%n",
        forecast.points(),
        forecast.points() == 1 ? "point" : "points",
        forecast.seeds(),
        forecast.seeds() == 1 ? "seed" : "seeds");
    for (int stage = 0; stage < forecast.stages().size(); stage++) {
      out.printf("Stage %d chooses %s.%n", stage + 1, forecast.stages().get(stage));
    }
    forecast.notes().forEach(out::println);
    out.println();
    out.printf(ROW, "worker", "operation", "steps", "in store", "to do", "hours");
    for (Forecast.Operation operation : forecast.operations()) {
      row(
          operation.worker(),
          operation.operation(),
          operation.steps(),
          operation.inStore(),
          operation.hours().isPresent()
              ? hours(operation.hours().getAsDouble(), operation.stepsOfUnknownPace())
              : "unknown");
    }
    row(
        "all",
        "",
        forecast.steps(),
        forecast.inStore(),
        forecast.stepsOfUnknownPace() > 0 && forecast.hours() == 0
            ? "unknown"
            : hours(forecast.hours(), forecast.stepsOfUnknownPace()));
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d steps in %,d lineages, %.0f %% of the %,d there were without merging.%n",
        forecast.steps(),
        forecast.lineages(),
        100.0 * forecast.steps() / forecast.asked(),
        forecast.asked());
    out.printf(Locale.ROOT, "%.2f GB of checkpoints to come.%n", forecast.gigabytes());
    if (forecast.stepsOfUnknownPace() > 0) {
      out.printf(
          Locale.ROOT,
          "How long %,d steps take is not known: nothing like them has been done here yet.%n",
          forecast.stepsOfUnknownPace());
    }
  }

  private void row(String worker, String operation, int steps, int inStore, String hours) {
    out.printf(
        Locale.ROOT,
        "%-13s %-13s %,9d %,9d %,9d %10s%n",
        worker,
        operation,
        steps,
        inStore,
        steps - inStore,
        hours);
  }

  /** Some of the time may not be known. */
  private static String hours(double hours, int unknown) {
    return String.format(Locale.ROOT, "%s%.2f", unknown > 0 ? "> " : "", hours);
  }
}
