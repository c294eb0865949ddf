package io.heirloom.languagemodel.training;

import io.heirloom.lineage.step.TrainingSettings;

/**
 * The learning rate of each step, as transformers' schedulers give it
 * (get_linear_schedule_with_warmup, get_cosine_schedule_with_warmup,
 * get_constant_schedule_with_warmup): up along a line from 0 over the first steps, then on as the
 * schedule says.
 */
record LearningRateSchedule(TrainingSettings.Schedule shape, double peak, long warmUp, long steps) {
  static LearningRateSchedule of(TrainingSettings settings, long steps) {
    long warmUp = (long) Math.ceil(settings.warmUpShare() * steps);
    return new LearningRateSchedule(settings.schedule(), settings.learningRate(), warmUp, steps);
  }

  /**
   * The rate of one step.
   *
   * @param step from 0
   */
  double at(long step) {
    if (step < warmUp) {
      return peak * step / warmUp;
    }
    double done = (double) (step - warmUp) / Math.max(1, steps - warmUp);
    return peak
        * switch (shape) {
          case LINEAR -> 1 - done;
          case COSINE -> (1 + Math.cos(Math.PI * done)) / 2;
          case CONSTANT -> 1;
        };
  }
}
