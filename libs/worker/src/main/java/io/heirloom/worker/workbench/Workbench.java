package io.heirloom.worker.workbench;

import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ComputeSlots;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.training.ClassifierTraining;
import io.heirloom.languagemodel.training.TrainingOutcome;
import io.heirloom.languagemodel.training.TrainingPlace;
import io.heirloom.languagemodel.training.ValidationRows;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.trust.Properties;
import io.heirloom.trust.Property;
import io.heirloom.trust.PropertyTask;
import io.heirloom.trust.TrainingSet;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.worker.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
    return property(task).open(task, data, context.dataFolder());
  }

  /**
   * Trains a classifier and writes it as the step's product.
   *
   * @param seed of initialisation where the model has none of its own, and of the order of rows
   * @return {@code training_loss}, the mean over the last epoch, and {@code validation_loss} and
   *     {@code validation_accuracy} where rows were kept aside for validation
   */
  public SortedMap<String, Double> train(
      ModelSource source,
      TrainingSettings settings,
      long seed,
      int classes,
      TrainingSet set,
      StepContext context) {
    try (HeldSlots unused = slots(compute.devices(), context);
        SequenceClassifier model = models.classifier(source, classes, seed, stoppable(context))) {
      TrainingSet.Validation validation = set.validation();
      List<int[]> keptAside = model.tokenize(validation.texts(), settings.maxTokens());
      TrainingOutcome outcome =
          new ClassifierTraining(settings, seed, place(context))
              .train(
                  model,
                  model.tokenize(set.texts(), settings.maxTokens()),
                  set.objective(),
                  new ValidationRows(keptAside, validation::loss),
                  new TrainingReport(context));
      SortedMap<String, Double> metrics = new TreeMap<>();
      metrics.put("training_loss", outcome.finalLoss());
      outcome.validationLoss().ifPresent(loss -> metrics.put("validation_loss", loss));
      if (!keptAside.isEmpty()) {
        float[][] answers = model.logits(keptAside, (done, total) -> context.throwIfCancelled());
        metrics.put("validation_accuracy", validation.accuracy(answers));
      }
      model.save(context.output());
      return metrics;
    }
  }

  private TrainingPlace place(StepContext context) {
    return new TrainingPlace(
        compute.devices(), Optional.of(context::scratch), compute.saveInterval());
  }

  /**
   * Lets the checkpoint that is the step's input answer texts.
   *
   * @return the probability of each class, [texts][classes]
   */
  public float[][] answers(List<String> texts, StepContext context) {
    try (HeldSlots unused = slots(List.of(compute.first()), context);
        SequenceClassifier model = SequenceClassifier.load(context.input(), compute.first())) {
      return model.probabilities(model.tokenize(texts, Integer.MAX_VALUE), context::progress);
    }
  }

  private HeldSlots slots(List<ComputeDevice> devices, StepContext context) {
    return HeldSlots.of(
        slots,
        devices,
        () -> {
          context.throwIfCancelled();
          return false;
        });
  }

  private static DownloadProgress stoppable(StepContext context) {
    return (bytes, total) -> context.throwIfCancelled();
  }
}
