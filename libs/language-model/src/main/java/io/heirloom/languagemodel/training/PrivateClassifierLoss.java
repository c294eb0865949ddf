package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.gptneox.ForwardPass;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.training.Parts.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * An objective at a classifier's logits, whose gradient is clipped row by row. The objective is
 * asked about each row as if it were a batch of its own: so a row's gradient depends on no other
 * row, which privacy needs, whatever the objective. One that is a mean over rows says the same
 * either way.
 */
record PrivateClassifierLoss(ClassifierLoss loss, double clip) implements BatchLoss {
  PrivateClassifierLoss {
    if (loss.rows().views() > 1 || loss.rows().embeddingNoise() > 0) {
      throw new IllegalArgumentException("private training is of rows with one view and no noise");
    }
  }

  @Override
  public double of(
      long step, int[] batch, double trainingShare, int tokensAtOnce, Gradients gradients) {
    List<int[]> tokens = Arrays.stream(batch).mapToObj(loss.rows().tokens()::get).toList();
    List<Part> parts = Parts.cut(tokens, tokensAtOnce, loss.network().replicas());
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      int replica = i % loss.network().replicas();
      try (ForwardPass pass = loss.network().forward(part.of(tokens), Optional.empty(), replica)) {
        List<LossAndGradient> ofRows = oneByOne(batch, part, pass.logits(), trainingShare);
        pass.addClipped(
            ofRows.stream().map(row -> row.gradient()[0]).toArray(float[][]::new), clip, gradients);
        sum += ofRows.stream().mapToDouble(LossAndGradient::loss).sum();
      }
      loss.listener().working();
    }
    return batch.length == 0 ? 0 : sum / batch.length;
  }

  private List<LossAndGradient> oneByOne(
      int[] batch, Part part, float[][] logits, double trainingShare) {
    LossAndGradient[] ofRows = new LossAndGradient[logits.length];
    for (int i = 0; i < ofRows.length; i++) {
      int[] row = {batch[part.from() + i]};
      ofRows[i] = loss.objective().at(row, new float[][] {logits[i]}, trainingShare);
    }
    return List.of(ofRows);
  }

  @Override
  public OptionalDouble ofValidation(int tokensAtOnce) {
    return loss.ofValidation(tokensAtOnce);
  }
}
