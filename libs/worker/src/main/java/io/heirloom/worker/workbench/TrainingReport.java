package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.TrainingListener;
import io.heirloom.worker.StepContext;

/** Tells the world how a training goes, and stops it when its study is cancelled. */
final class TrainingReport implements TrainingListener {
  private static final double NANOSECONDS = 1e-9;

  private final StepContext context;
  private final long began = System.nanoTime();

  TrainingReport(StepContext context) {
    this.context = context;
  }

  @Override
  public void stepped(long step, long steps, double loss, double learningRate, long tokens) {
    context.progress(step, steps);
    context.metric("loss", loss, step);
    context.metric("learning_rate", learningRate, step);
    context.metric("tokens_per_second", tokens / ((System.nanoTime() - began) * NANOSECONDS), step);
  }
}
