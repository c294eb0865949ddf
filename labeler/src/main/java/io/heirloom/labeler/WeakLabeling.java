package io.heirloom.labeler;

import io.heirloom.lineage.step.Label;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.WeakLabels;
import io.heirloom.worker.ShardedStepHandler;
import io.heirloom.worker.StepContext;
import io.heirloom.worker.workbench.Workbench;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** Lets the weak model label the held-out rows. */
@Singleton
final class WeakLabeling implements ShardedStepHandler<Label> {
  private final Workbench workbench;

  WeakLabeling(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public Class<Label> handles() {
    return Label.class;
  }

  @Override
  public SortedMap<String, Double> perform(Label step, StepContext context) {
    PropertyTask task = workbench.open(step.task(), context);
    int from = context.shard().from(task.heldOutRows());
    int to = context.shard().to(task.heldOutRows());
    workbench.ask(context, weak -> task.label(step.form(), from, to, weak)).write(context.output());
    return Collections.emptySortedMap();
  }

  @Override
  public SortedMap<String, Double> merge(Label step, StepContext context, List<Path> shards) {
    WeakLabels.join(shards.stream().map(WeakLabels::read).toList()).write(context.output());
    return Collections.emptySortedMap();
  }
}
