package io.heirloom.worker;

import io.heirloom.lineage.step.TrainWeak;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does to each seed what a test told it to. */
@Singleton
final class ScriptedTrainer implements StepHandler<TrainWeak> {
  private final Map<Long, Script> scripts = new ConcurrentHashMap<>();
  private final List<Long> begun = new CopyOnWriteArrayList<>();

  interface Script {
    void run(StepContext context) throws Exception;
  }

  void when(long seed, Script script) {
    scripts.put(seed, script);
  }

  long timesBegun(long seed) {
    return begun.stream().filter(one -> one == seed).count();
  }

  @Override
  public Class<TrainWeak> handles() {
    return TrainWeak.class;
  }

  @Override
  public SortedMap<String, Double> perform(TrainWeak step, StepContext context) throws Exception {
    begun.add(step.seed());
    scripts.getOrDefault(step.seed(), unused -> {}).run(context);
    write(context, step.seed());
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", .5);
    return metrics;
  }

  private static void write(StepContext context, long seed) throws IOException {
    Files.writeString(context.output().resolve("model"), "trained with seed " + seed);
  }
}
