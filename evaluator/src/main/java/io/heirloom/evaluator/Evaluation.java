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

/** Lets a model answer the test or the validation rows, and measures the answers. */
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
    int rows = task.judgedRows(step.of(), step.on());
    int from = context.shard().from(rows);
    int to = context.shard().to(rows);
    ScoredRows scored =
        workbench.ask(context, model -> task.judge(step.of(), step.on(), from, to, model));
    return measured(step, scored, context);
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
