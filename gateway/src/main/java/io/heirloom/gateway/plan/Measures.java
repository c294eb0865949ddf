package io.heirloom.gateway.plan;

import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.TrustTask;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the cost of a study's steps is reckoned by.
 *
 * @param tasks its tasks; none where the data are not at hand yet
 * @param models all models it starts from
 */
public record Measures(List<CountedTask> tasks, List<SizedModel> models) {

  public Measures {
    tasks = List.copyOf(tasks);
    models = List.copyOf(models);
  }

  /** A task, or a part of one, and how many rows it has. */
  public record CountedTask(TrustTask task, TaskRows rows) {}

  /** A model, and how many parameters it has without its head. */
  public record SizedModel(ModelSource model, long parameters) {}

  /** How many rows go through the model in a step; empty where they are not known. */
  public OptionalDouble work(Step step) {
    return tasks.stream()
        .filter(counted -> counted.task().equals(step.task()))
        .mapToDouble(counted -> counted.rows().of(step))
        .findFirst();
  }

  /** How many parameters a model of the study has. */
  public long parameters(ModelSource model) {
    return models.stream()
        .filter(sized -> sized.model().equals(model))
        .mapToLong(SizedModel::parameters)
        .findFirst()
        .orElseThrow();
  }
}
