package io.heirloom.worker.workbench;

import io.heirloom.artifacts.download.DownloadProgress;
import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TokenizedTexts;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.languagemodel.training.ClassifierRows;
import io.heirloom.languagemodel.training.ClassifierTraining;
import io.heirloom.languagemodel.training.LanguageModelTraining;
import io.heirloom.languagemodel.training.LossMean;
import io.heirloom.languagemodel.training.TrainingOutcome;
import io.heirloom.languagemodel.training.TrainingPlace;
import io.heirloom.languagemodel.training.ValidationRows;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.trust.ClassifierTrainingSet;
import io.heirloom.trust.LanguageTrainingSet;
import io.heirloom.worker.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model to be trained in a step. What is measured: {@code training_loss}, the mean over the last
 * epoch; {@code training_rows_cut}, how many rows were longer than what is read; and {@code
 * validation_loss} where rows were kept aside.
 */
record TrainingJob(
    ModelLibrary models,
    Compute compute,
    ModelSource source,
    TrainingSettings settings,
    long seed,
    StepContext context) {

  /** Also measures {@code validation_accuracy} where rows were kept aside. */
  SortedMap<String, Double> classifier(ClassifierTrainingSet set) {
    try (SequenceClassifier model = models.classifier(source, set.classes(), seed, stoppable())) {
      ClassifierTrainingSet.Validation validation = set.validation();
      TokenizedTexts training = model.tokenized(set.texts(), settings.maxTokens());
      List<int[]> keptAside = model.tokenize(validation.texts(), settings.maxTokens());
      TrainingOutcome outcome =
          new ClassifierTraining(settings, seed, place())
              .train(
                  model,
                  new ClassifierRows(training.rows(), set.views(), set.embeddingNoise()),
                  set.objective(),
                  new ValidationRows(keptAside, validation::loss),
                  new TrainingReport(context, Optional.empty()));
      SortedMap<String, Double> metrics = metrics(outcome, training);
      if (!keptAside.isEmpty()) {
        float[][] answers = model.logits(keptAside, (done, total) -> context.throwIfCancelled());
        metrics.put("validation_accuracy", validation.accuracy(answers));
      }
      model.save(context.output());
      writeCard(set.texts().size() / set.views(), outcome, Optional.empty());
      return metrics;
    }
  }

  /**
   * Also measures {@code epsilon}, what was spent, where training is private; it is reported with
   * every look at the rows kept aside, too.
   */
  SortedMap<String, Double> languageModel(LanguageTrainingSet set) {
    try (CausalLanguageModel model = models.languageModel(source, seed, stoppable())) {
      TokenizedTexts training = model.tokenized(set.texts(), settings.maxTokens());
      List<int[]> rows = predictable(training.rows());
      Optional<PrivacyAccount> account =
          set.privacy().map(privacy -> PrivacyAccount.of(privacy, settings, rows.size()));
      TrainingOutcome outcome =
          new LanguageModelTraining(
                  settings,
                  seed,
                  place(),
                  LossMean.OVER_ROWS,
                  account.map(kept -> kept.dpSgd(seed)))
              .train(
                  model,
                  rows,
                  predictable(model.tokenize(set.validation(), settings.maxTokens())),
                  new TrainingReport(context, account));
      Optional<PrivacySpent> spent = account.map(kept -> kept.spent(outcome.steps()));
      SortedMap<String, Double> metrics = metrics(outcome, training);
      spent.ifPresent(known -> metrics.put("epsilon", known.epsilon()));
      model.save(context.output());
      writeCard(rows.size(), outcome, spent);
      return metrics;
    }
  }

  private void writeCard(int rows, TrainingOutcome outcome, Optional<PrivacySpent> spent) {
    new CheckpointCard(source, settings, seed, rows, outcome.steps(), spent)
        .write(context.output());
  }

  /** Without rows of a single token, in which there is nothing to predict. */
  private static List<int[]> predictable(List<int[]> rows) {
    return rows.stream().filter(row -> row.length > 1).toList();
  }

  private static SortedMap<String, Double> metrics(
      TrainingOutcome outcome, TokenizedTexts training) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("training_loss", outcome.finalLoss());
    metrics.put("training_rows_cut", (double) training.cutRows());
    outcome.validationLoss().ifPresent(loss -> metrics.put("validation_loss", loss));
    return metrics;
  }

  private TrainingPlace place() {
    return new TrainingPlace(
        compute.devices(), Optional.of(context::scratch), compute.saveInterval());
  }

  private DownloadProgress stoppable() {
    return (bytes, total) -> context.throwIfCancelled();
  }
}
