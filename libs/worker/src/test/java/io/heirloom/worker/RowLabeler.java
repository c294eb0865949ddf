package io.heirloom.worker;

import io.heirloom.lineage.step.Label;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes the numbers of its rows; merging puts them together. */
@Singleton
final class RowLabeler implements ShardedStepHandler<Label> {
  static final int ROWS = 10;
  private static final long MILLISECONDS_A_SHARD = 400;

  private final Map<String, Set<Thread>> threads = new ConcurrentHashMap<>();
  private final Map<String, Set<Path>> scratches = new ConcurrentHashMap<>();
  private final List<String> merged = new CopyOnWriteArrayList<>();

  /** How many threads did shards of a step. */
  int threadsFor(String key) {
    return threads.getOrDefault(key, Set.of()).size();
  }

  /** The scratch folders in which shards of a step, and the whole, kept something. */
  Set<Path> scratchesFor(String key) {
    return scratches.getOrDefault(key, Set.of());
  }

  long merges(String key) {
    return merged.stream().filter(key::equals).count();
  }

  @Override
  public Class<Label> handles() {
    return Label.class;
  }

  @Override
  public SortedMap<String, Double> perform(Label step, StepContext context) throws Exception {
    threads
        .computeIfAbsent(context.key().toString(), key -> ConcurrentHashMap.newKeySet())
        .add(Thread.currentThread());
    keepSomething(context);
    Thread.sleep(MILLISECONDS_A_SHARD);
    StringBuilder rows = new StringBuilder();
    for (int row = context.shard().from(ROWS); row < context.shard().to(ROWS); row++) {
      rows.append(row).append(' ');
    }
    Files.writeString(context.output().resolve("rows"), rows);
    return new TreeMap<>();
  }

  @Override
  public SortedMap<String, Double> merge(Label step, StepContext context, List<Path> shards)
      throws IOException {
    merged.add(context.key().toString());
    keepSomething(context);
    StringBuilder rows = new StringBuilder();
    for (Path shard : shards) {
      rows.append(Files.readString(shard.resolve("rows")));
    }
    Files.writeString(context.output().resolve("rows"), rows);
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("shards", (double) shards.size());
    return metrics;
  }

  private void keepSomething(StepContext context) throws IOException {
    Path scratch = context.scratch();
    Files.createFile(scratch.resolve("kept"));
    scratches
        .computeIfAbsent(context.key().toString(), key -> ConcurrentHashMap.newKeySet())
        .add(scratch);
  }
}
