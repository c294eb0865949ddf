package io.heirloom.benchmark;

import io.heirloom.languagemodel.training.TrainingListener;
import io.heirloom.languagemodel.training.TrainingStep;
import java.util.ArrayList;
import java.util.List;

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

  /** In nanoseconds of an arbitrary clock. */
  long[] ends() {
    return ends.stream().mapToLong(Long::longValue).toArray();
  }

  /** Real tokens trained on in the first so many steps. */
  long tokens(int firstSteps) {
    return steps.get(firstSteps - 1).tokens();
  }

  /** Memory in use after every hundredth step. */
  List<Double> residentMegabytes() {
    return residentMegabytes;
  }

  double[] losses() {
    return steps.stream().mapToDouble(TrainingStep::loss).toArray();
  }
}
