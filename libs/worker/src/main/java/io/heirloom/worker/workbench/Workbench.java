package io.heirloom.worker.workbench;

import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ComputeSlots;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.Checkpoint;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.LanguageTrainingSet;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.TrainingSet;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.worker.StepContext;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What the four services work with: properties, data sets, models and devices, and the two things
 * they do with these. A device serves one step at a time, across threads and processes.
 */
public final class Workbench {
  private final Properties properties;
  private final DataLibrary data;
  private final ModelLibrary models;
  private final ComputeSlots slots;
  private final Compute compute;

  /**
   * A workbench.
   *
   * @param compute with what this process computes, one step at a time
   */
  Workbench(
      Properties properties,
      DataLibrary data,
      ModelLibrary models,
      ComputeSlots slots,
      Compute compute) {
    this.properties = properties;
    this.data = data;
    this.models = models;
    this.slots = slots;
    this.compute = compute;
  }

  /** The property a step is about. */
  public Property property(TrustTask task) {
    return properties.named(task.property());
  }

  /** The property on the step's data set, which is read, and downloaded where need be. */
  public PropertyTask open(TrustTask task, StepContext context) {
    DataLibrary stoppable = data.telling((bytes, total) -> context.throwIfCancelled());
    return property(task).open(task, stoppable, context.dataFolder());
  }

  /**
   * Trains a model and writes it as the step's product.
   *
   * @param seed of initialisation where the model has none of its own, of the order of rows and of
   *     noise
   * @return what was measured in training, by name
   */
  public SortedMap<String, Double> train(
      ModelSource source,
      TrainingSettings settings,
      long seed,
      TrainingSet set,
      StepContext context) {
    TrainingJob job = new TrainingJob(models, compute, source, settings, seed, context);
    try (HeldSlots unused = slots(compute.devices(), context)) {
      if (set instanceof ClassifierTrainingSet classification) {
        return job.classifier(classification);
      }
      return job.languageModel((LanguageTrainingSet) set);
    }
  }

  /** Asks the checkpoint that is the step's input. */
  public <T> T ask(StepContext context, Function<Checkpoint, T> question) {
    try (HeldSlots unused = slots(List.of(compute.first()), context);
        LentCheckpoint checkpoint =
            new LentCheckpoint(context.input(), compute.first(), context::progress)) {
      return question.apply(checkpoint);
    }
  }

  private HeldSlots slots(List<ComputeDevice> devices, StepContext context) {
    return context.waitFor(
        () ->
            HeldSlots.of(
                slots,
                devices,
                () -> {
                  context.throwIfCancelled();
                  return false;
                }));
  }
}
