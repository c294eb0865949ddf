package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.torchscript.ProgramCall;
import java.util.OptionalDouble;

/**
 * AdamW (Loshchilov and Hutter, 2019) on a network's parameters, with betas 0.9 and 0.999 and
 * epsilon 1e-8; biases and norms do not decay. Gradients are divided by a number and then, if that
 * is asked for and their norm over all parameters is too large, scaled down first. Its moments lie
 * in the network's native memory.
 */
final class AdamW {
  private final Replica network;
  private final double weightDecay;
  private final OptionalDouble longestGradient;
  private final double divisor;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();

  /**
   * Begins with moments of zero.
   *
   * @param weightDecay 0 or more
   * @param longestGradient largest norm over all parameters, above 0; empty: any
   * @param divisor of gradients, above 0
   */
  AdamW(Replica network, double weightDecay, OptionalDouble longestGradient, double divisor) {
    this.network = network;
    this.weightDecay = weightDecay;
    this.longestGradient = longestGradient;
    this.divisor = divisor;
    for (NDArray parameter : network.parameters()) {
      firstMoments.add(network.manager().zeros(parameter.getShape()));
      secondMoments.add(network.manager().zeros(parameter.getShape()));
    }
  }

  /**
   * Changes the parameters by one step.
   *
   * @param number of the step, from 1
   * @return norm of the gradient after it was divided and before it was scaled, over all parameters
   *     or, if it may be of any length, over biases and norms; not finite if the parameters are now
   *     spoilt
   */
  double step(long number, Gradients gradients, double learningRate) {
    try (NDManager call = network.manager().newSubManager()) {
      ProgramCall step =
          network
              .program()
              .method(longestGradient.isPresent() ? "adamw_clipped" : "adamw_unclipped")
              .with(network.parameters())
              .with(gradients.sums())
              .with(firstMoments)
              .with(secondMoments)
              .with((double) number)
              .with(learningRate)
              .with(weightDecay);
      longestGradient.ifPresent(step::with);
      return step.with(divisor).call(call).singletonOrThrow().getFloat();
    }
  }

  /** By what a step multiplies a matrix that has no gradient and no moments. */
  double shrinkage(double learningRate) {
    return 1 - learningRate * weightDecay;
  }

  NDList firstMoments() {
    return firstMoments;
  }

  NDList secondMoments() {
    return secondMoments;
  }
}
