package io.heirloom.benchmark;

import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Batches;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Trainings, whose steps are timed after some that warm up. */
abstract class TrainingWorkload extends Workload {
  private static final double LEARNING_RATE = 5e-5;

  @Option(
      names = "--warm",
      defaultValue = "3",
      description = "How many steps come before those that are timed (default 3).")
  int warm;

  /** As {@link Workload}. */
  TrainingWorkload(int batch, int steps) {
    super(batch, steps);
  }

  /** Rows for all steps. */
  final List<LabelledRow> rows() throws IOException {
    return rows(batch * (warm + steps));
  }

  /** One epoch over these rows. */
  final TrainingSettings settings(Batches batches, Precision precision) {
    TrainingSettings usual = TrainingSettings.DEFAULT;
    return new TrainingSettings(
        1,
        batch,
        batches,
        LEARNING_RATE,
        TrainingSettings.Schedule.LINEAR,
        0,
        0,
        usual.gradientClip(),
        usual.maxTokens(),
        usual.tokensAtOnce(),
        precision,
        0,
        0);
  }

  /**
   * What was measured of the steps after those that warm up.
   *
   * @param rows how many were trained on in these steps
   */
  final Map<String, Object> timed(StepTimes times, double rows) {
    double seconds = times.seconds(warm);
    long tokens = times.tokensAfter(warm);
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("steps", steps);
    results.put("rows", Math.round(rows));
    results.put("real_tokens", tokens);
    results.put("wall_s", seconds);
    results.put("rows_per_s", rows / seconds);
    results.put("real_tokens_per_s", tokens / seconds);
    results.put("step_ms_median", median(times.milliseconds(warm)));
    return results;
  }
}
