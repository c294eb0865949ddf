package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * AdamW (Loshchilov and Hutter, 2019) on a model's parameters, with betas 0.9 and 0.999 and epsilon
 * 1e-8; biases and norms do not decay. Gradients whose norm over all parameters is too large are
 * scaled down first. Native memory: close it, before the model.
 */
public final class AdamW implements AutoCloseable {
  private final GptNeox model;
  private final double weightDecay;
  private final double longestGradient;
  private final NDManager manager;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private long steps;

  /**
   * Begins with moments of zero.
   *
   * @param weightDecay 0 or more
   * @param longestGradient largest norm over all parameters, above 0
   */
  public AdamW(GptNeox model, double weightDecay, double longestGradient) {
    this.model = model;
    this.weightDecay = weightDecay;
    this.longestGradient = longestGradient;
    this.manager = model.manager().newSubManager();
    for (NDArray parameter : model.parameters()) {
      firstMoments.add(manager.zeros(parameter.getShape()));
      secondMoments.add(manager.zeros(parameter.getShape()));
    }
  }

  /**
   * Changes the model's parameters by one step. The pass is spent by it.
   *
   * @param logitsGradient of the loss, [rows][classes]
   * @return norm of the gradient over all parameters before it was scaled; not finite if the
   *     parameters are now spoilt
   */
  public double step(ForwardPass pass, float[][] logitsGradient, double learningRate) {
    NDArray given = Matrices.create(pass.manager(), logitsGradient, pass.graph().getShape());
    steps++;
    return model
        .program()
        .method("optimize")
        .with(pass.graph())
        .with(given)
        .with(model.parameters())
        .with(firstMoments)
        .with(secondMoments)
        .with((float) steps)
        .with(learningRate)
        .with(weightDecay)
        .with(longestGradient)
        .keepingGraph(pass.manager())
        .singletonOrThrow()
        .getFloat();
  }

  @Override
  public void close() {
    manager.close();
  }
}
