package io.heirloom.chaos.growth;

import io.heirloom.chaos.stack.Stack;
import io.heirloom.chaos.trial.Run;
import io.heirloom.chaos.trial.Trial;
import io.heirloom.chaos.trial.TrialStudy;
import io.heirloom.cli.supervisor.SupervisorRecord.ProcessRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Many small studies one after the other, undisturbed: no process may grow.
 *
 * @param java the virtual machine of a JDK
 * @param steps how many, about
 */
public record GrowthRun(Stack stack, Path java, int steps) implements Run {
  private static final int STEPS_EACH = 18;
  private static final int SAMPLES = 30;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Override
  public boolean good(Trial trial, PrintWriter out) throws InterruptedException {
    Growth growth = new Growth();
    int studies = Math.max(3, steps / STEPS_EACH);
    int between = Math.max(1, studies / SAMPLES);
    for (int i = 1; i <= studies; i++) {
      trial.undisturbed(new TrialStudy(2 * i - 1, 2, 240, 1, 16), PATIENCE);
      if (i % between == 0) {
        sample(growth);
        out.printf("%d of %d studies of %d steps%n", i, studies, STEPS_EACH);
        out.flush();
      }
    }
    return growth.print(out, (double) between * STEPS_EACH);
  }

  private void sample(Growth growth) throws InterruptedException {
    Sampler sampler = new Sampler(java);
    try {
      for (ProcessRecord process : stack.processes()) {
        growth.add(process.name(), sampler.of(process.pid().orElseThrow()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a process cannot be looked into", e);
    }
  }
}
