package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.RowLoss;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.gptneox.LanguagePass;
import io.heirloom.languagemodel.gptneox.LikeLengths;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.languagemodel.training.Parts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a language model predicts its rows. A token's loss does not depend on other rows, but
 * for the weight it has in the mean, so a batch's parts go there and back one by one.
 *
 * @param validation rows kept aside
 * @param listener told that work goes on
 */
record LanguageModelLoss(
    TrainableNetwork network,
    List<int[]> rows,
    LossMean mean,
    List<int[]> validation,
    TrainingListener listener)
    implements BatchLoss {

  @Override
  public double of(
      long step, int[] batch, double trainingShare, int tokensAtOnce, Gradients gradients) {
    List<int[]> tokens = Arrays.stream(batch).mapToObj(rows::get).toList();
    double[] weights = mean.weights(tokens);
    List<Part> parts = Parts.cut(tokens, tokensAtOnce, network.replicas());
    List<RowLoss> losses = new ArrayList<>();
    for (int from = 0; from < parts.size(); from += network.replicas()) {
      int to = Math.min(from + network.replicas(), parts.size());
      losses.addAll(together(parts.subList(from, to), tokens, weights, gradients));
      listener.working();
    }
    return mean.of(losses);
  }

  /** Parts that are worked on at the same time, each by a device of its own. */
  private List<RowLoss> together(
      List<Part> parts, List<int[]> tokens, double[] weights, Gradients gradients) {
    List<LanguagePass> passes = new ArrayList<>();
    try {
      for (Part part : parts) {
        double[] ofPart = Arrays.copyOfRange(weights, part.from(), part.to());
        passes.add(network.languagePass(part.of(tokens), ofPart, passes.size()));
      }
      passes.forEach(pass -> pass.addTo(gradients));
      return passes.stream()
          .flatMap(pass -> Arrays.stream(pass.tokenLosses()))
          .map(RowLoss::of)
          .toList();
    } finally {
      passes.forEach(LanguagePass::close);
    }
  }

  @Override
  public OptionalDouble ofValidation(int tokensAtOnce) {
    if (validation.isEmpty()) {
      return OptionalDouble.empty();
    }
    RowLoss[] losses = new RowLoss[validation.size()];
    for (int[] some : LikeLengths.batches(validation, tokensAtOnce)) {
      float[][] ofSome =
          network.tokenLosses(Arrays.stream(some).mapToObj(validation::get).toList());
      for (int i = 0; i < some.length; i++) {
        losses[some[i]] = RowLoss.of(ofSome[i]);
      }
      listener.working();
    }
    return OptionalDouble.of(mean.of(List.of(losses)));
  }
}
