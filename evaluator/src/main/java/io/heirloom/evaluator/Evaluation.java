package io.heirloom.evaluator;

import io.heirloom.lineage.step.Evaluate;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.ScoredRows;
import io.heirloom.worker.ShardedStepHandler;
import io.heirloom.worker.StepContext;
import io.heirloom.worker.workbench.Workbench;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/** Lets a model answer the test rows, and measures the answers. */
@Singleton
final class Evaluation implements ShardedStepHandler<Evaluate> {
  private final Workbench workbench;

  Evaluation(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Class<Evaluate> handles() {
    return Evaluate.class;
  }

  @Override
  public SortedMap<String, Double> perform(Evaluate step, StepContext context) {
    PropertyTask task = workbench.open(step.task(), context);
    List<String> rows = task.test();
    int from = context.shard().from(rows.size());
    List<String> ours = rows.subList(from, context.shard().to(rows.size()));
    return measured(step, task.score(from, workbench.answers(ours, context)), context);
  }

  @Override
  public SortedMap<String, Double> merge(Evaluate step, StepContext context, List<Path> shards) {
    return measured(step, ScoredRows.join(shards.stream().map(ScoredRows::read).toList()), context);
  }

  private SortedMap<String, Double> measured(Evaluate step, ScoredRows rows, StepContext context) {
    rows.write(context.output());
    return workbench.property(step.task()).measure(rows);
  }
}
