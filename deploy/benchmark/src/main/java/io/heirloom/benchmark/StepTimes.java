package io.heirloom.benchmark;

import io.heirloom.languagemodel.training.TrainingListener;
import io.heirloom.languagemodel.training.TrainingStep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** When each step of a training ended, and what was known then. */
final class StepTimes implements TrainingListener {
  private static final int STEPS_BETWEEN_LOOKS = 100;

  private final List<Double> residentMegabytes = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private final List<TrainingStep> steps = new ArrayList<>();

  @Override
  public void stepped(TrainingStep step) {
    ends.add(System.nanoTime());
    steps.add(step);
    if (step.number() % STEPS_BETWEEN_LOOKS == 0) {
      residentMegabytes.add(ProcessMemory.residentMegabytes());
    }
  }

  /** From the end of so many steps, one or more, to that of the last. */
  double seconds(int after) {
    return (ends.get(ends.size() - 1) - ends.get(after - 1)) * Workload.NANOSECONDS;
  }

  /** How long each step took after so many, one or more. */
  double[] milliseconds(int after) {
    return IntStream.range(after, ends.size())
        .mapToDouble(step -> ends.get(step) - ends.get(step - 1))
        .map(nanoseconds -> nanoseconds * Workload.NANOSECONDS * Workload.MILLISECONDS)
        .toArray();
  }

  /** Real tokens trained on after so many steps, one or more. */
  long tokensAfter(int firstSteps) {
    return steps.get(steps.size() - 1).tokens() - steps.get(firstSteps - 1).tokens();
  }

  /** Memory in use after every hundredth step. */
  List<Double> residentMegabytes() {
    return residentMegabytes;
  }

  double[] losses() {
    return steps.stream().mapToDouble(TrainingStep::loss).toArray();
  }
}
