package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.RowLoss;
import io.heirloom.languagemodel.gptneox.ClippedRows;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.training.Parts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a language model predicts its rows, its gradient clipped row by row. A row's loss is
 * that of a batch of this row alone: the mean over its tokens. Parts are so small that their
 * logits' gradients can wait for the norms of their rows; worked out again, they would cost a third
 * more.
 */
record PrivateLanguageModelLoss(LanguageModelLoss loss, double clip) implements BatchLoss {

  @Override
  public double of(
      long step, int[] batch, double trainingShare, int tokensAtOnce, Gradients gradients) {
    List<int[]> tokens = Arrays.stream(batch).mapToObj(loss.rows()::get).toList();
    double[] weights =
        tokens.stream().mapToDouble(row -> loss.mean().weights(List.of(row))[0]).toArray();
    int atOnce = Math.min(tokensAtOnce, loss.network().predictedAtOnce());
    List<Part> parts = Parts.cut(tokens, atOnce, loss.network().replicas());
    List<RowLoss> losses = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      ClippedRows clipped =
          loss.network()
              .addClipped(
                  part.of(tokens),
                  Arrays.copyOfRange(weights, part.from(), part.to()),
                  clip,
                  i % loss.network().replicas(),
                  gradients);
      Arrays.stream(clipped.tokenLosses()).map(RowLoss::of).forEach(losses::add);
      loss.listener().working();
    }
    return losses.isEmpty() ? 0 : RowLoss.meanOverRows(losses);
  }

  @Override
  public OptionalDouble ofValidation(int tokensAtOnce) {
    return loss.ofValidation(tokensAtOnce);
  }
}
