package io.heirloom.benchmark;

import io.heirloom.languagemodel.training.TrainingListener;
import io.heirloom.languagemodel.training.TrainingStep;
import java.util.ArrayList;
import java.util.List;

/** When each step of a training ended, and what was known then. */
final class StepTimes implements TrainingListener {
  private final List<Long> ends = new ArrayList<>();
  private final List<TrainingStep> steps = new ArrayList<>();

  @Override
  public void stepped(TrainingStep step) {
    ends.add(System.nanoTime());
    steps.add(step);
  }

  /** In nanoseconds of an arbitrary clock. */
  long[] ends() {
    return ends.stream().mapToLong(Long::longValue).toArray();
  }

  /** Real tokens trained on in the first so many steps. */
  long tokens(int firstSteps) {
    return steps.get(firstSteps - 1).tokens();
  }

  double[] losses() {
    return steps.stream().mapToDouble(TrainingStep::loss).toArray();
  }
}
