package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.util.List;
import java.util.Optional;

/**
 * Trains a language model to predict each token of a row from those before it: AdamW over shuffled
 * batches, as reproducible as {@link ClassifierTraining}. With tied embeddings one tensor is
 * trained in both its uses.
 */
public final class LanguageModelTraining {
  private final NetworkTraining training;
  private final LossMean mean;
  private final Optional<DpSgd> privacy;

  /**
   * A training, not begun.
   *
   * @param seed of the order of rows
   * @param mean what a batch's loss, and that of the rows kept aside, is the mean of
   */
  public LanguageModelTraining(
      TrainingSettings settings, long seed, TrainingPlace place, LossMean mean) {
    this(settings, seed, place, mean, Optional.empty());
  }

  /**
   * A training, not begun.
   *
   * @param seed of the order of rows
   * @param mean what the loss of the rows kept aside is the mean of
   * @param privacy how each row is hidden, if it is to be; a row's loss is then the mean over its
   *     tokens
   */
  public LanguageModelTraining(
      TrainingSettings settings,
      long seed,
      TrainingPlace place,
      LossMean mean,
      Optional<DpSgd> privacy) {
    this.training = new NetworkTraining(settings, seed, place, privacy);
    this.mean = mean;
    this.privacy = privacy;
  }

  /**
   * Trains, changing the model's parameters.
   *
   * @param rows tokens of each training row, two or more; one row or more
   * @param validation rows of the same kind, looked at in between; may be empty
   * @throws InvalidInputException if there are no rows, one has fewer than two tokens, or loss or
   *     gradient became infinite or not a number; the model is useless then
   */
  public TrainingOutcome train(
      CausalLanguageModel model,
      List<int[]> rows,
      List<int[]> validation,
      TrainingListener listener) {
    requirePredictable("training rows", rows);
    requirePredictable("validation rows", validation);
    return training.train(
        model.network(),
        rows,
        validation,
        network -> loss(new LanguageModelLoss(network, rows, mean, validation, listener)),
        listener);
  }

  private BatchLoss loss(LanguageModelLoss loss) {
    return privacy
        .<BatchLoss>map(dpSgd -> new PrivateLanguageModelLoss(loss, dpSgd.clip()))
        .orElse(loss);
  }

  private static void requirePredictable(String what, List<int[]> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).length < 2) {
        throw new InvalidInputException(
            what + ": tokens of row " + i,
            rows.get(i).length,
            "2 or more, each but the first to be predicted");
      }
    }
  }
}
