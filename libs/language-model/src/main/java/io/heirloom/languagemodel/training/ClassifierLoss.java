package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.gptneox.ForwardPass;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.gptneox.LikeLengths;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.languagemodel.noise.EmbeddingNoise;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.languagemodel.training.Parts.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An objective at a classifier's logits. The loss may be any function of the logits of the whole
 * batch, so they must all be known before any goes back. Where a batch is too large for that, its
 * parts go through the network twice: first for their logits alone, then, the gradient at the
 * logits known, with the graph (as in Gao et al., 2021, https://arxiv.org/abs/2101.06983). The
 * gradient is that of the whole batch either way.
 */
record ClassifierLoss(
    TrainableNetwork network,
    ClassifierRows rows,
    LogitObjective objective,
    ValidationRows validation,
    GaussianNoise noise,
    TrainingListener listener)
    implements BatchLoss {

  @Override
  public double of(
      long step, int[] examples, double trainingShare, int tokensAtOnce, Gradients gradients) {
    int[] batch = rows.views(examples);
    List<int[]> tokens = Arrays.stream(batch).mapToObj(rows.tokens()::get).toList();
    List<Part> parts = Parts.cut(tokens, tokensAtOnce, network.replicas());
    Function<float[][], LossAndGradient> ofLogits =
        logits -> objective.at(batch, logits, trainingShare);
    return parts.size() <= network.replicas()
        ? atOnce(step, tokens, parts, ofLogits, gradients)
        : oneByOne(step, tokens, parts, ofLogits, gradients);
  }

  private double atOnce(
      long step,
      List<int[]> tokens,
      List<Part> parts,
      Function<float[][], LossAndGradient> ofLogits,
      Gradients gradients) {
    Optional<EmbeddingNoise> noise = noise(step);
    List<ForwardPass> passes = new ArrayList<>();
    try {
      for (Part part : parts) {
        passes.add(network.forward(part.of(tokens), noise, passes.size()));
      }
      LossAndGradient at = ofLogits.apply(joined(passes.stream().map(ForwardPass::logits)));
      for (int i = 0; i < parts.size(); i++) {
        passes.get(i).backward(gradient(at, parts.get(i)), gradients);
      }
      return at.loss();
    } finally {
      passes.forEach(ForwardPass::close);
    }
  }

  private double oneByOne(
      long step,
      List<int[]> tokens,
      List<Part> parts,
      Function<float[][], LossAndGradient> ofLogits,
      Gradients gradients) {
    Optional<EmbeddingNoise> noise = noise(step);
    LossAndGradient at =
        ofLogits.apply(joined(parts.stream().map(part -> logits(part.of(tokens), noise))));
    Optional<EmbeddingNoise> sameNoise = noise(step);
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      try (ForwardPass pass = network.forward(part.of(tokens), sameNoise, i % network.replicas())) {
        pass.backward(gradient(at, part), gradients);
      }
      listener.working();
    }
    return at.loss();
  }

  private float[][] logits(List<int[]> tokens, Optional<EmbeddingNoise> noise) {
    float[][] logits = network.classLogits(tokens, noise);
    listener.working();
    return logits;
  }

  private static float[][] joined(Stream<float[][]> parts) {
    return parts.flatMap(Arrays::stream).toArray(float[][]::new);
  }

  /** The noise of a step, from its beginning. */
  private Optional<EmbeddingNoise> noise(long step) {
    return rows.embeddingNoise() == 0
        ? Optional.empty()
        : Optional.of(new EmbeddingNoise(noise.stream(step), rows.embeddingNoise()));
  }

  private static float[][] gradient(LossAndGradient at, Part part) {
    return Arrays.copyOfRange(at.gradient(), part.from(), part.to());
  }

  @Override
  public OptionalDouble ofValidation(int tokensAtOnce) {
    List<int[]> keptAside = validation.rows();
    if (keptAside.isEmpty()) {
      return OptionalDouble.empty();
    }
    float[][] logits = new float[keptAside.size()][];
    for (int[] some : LikeLengths.batches(keptAside, tokensAtOnce)) {
      float[][] answers =
          logits(Arrays.stream(some).mapToObj(keptAside::get).toList(), Optional.empty());
      for (int i = 0; i < some.length; i++) {
        logits[some[i]] = answers[i];
      }
    }
    return OptionalDouble.of(validation.loss().applyAsDouble(logits));
  }
}
