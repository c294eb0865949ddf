package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.torchscript.ProgramCall;

/**
 * The logits of a batch and, in native memory until it is closed, what the way back needs to know
 * of the way there.
 */
public final class ForwardPass implements AutoCloseable {
  private final Replica replica;
  private final NDManager manager;
  private final PackedBatch batch;
  private final NDList kept;

  /**
   * @param manager owner of all that the pass needs
   * @param kept by the program; the logits come last, in the order of packing
   */
  ForwardPass(Replica replica, NDManager manager, PackedBatch batch, NDList kept) {
    this.replica = replica;
    this.manager = manager;
    this.batch = batch;
    this.kept = kept;
  }

  /** A copy of the logits: [rows][classes]. */
  public float[][] logits() {
    return batch.asGiven(Matrices.rows(packedLogits()));
  }

  /**
   * Adds what the parameters' gradient is. To be done once.
   *
   * @param logitsGradient of the loss, [rows][classes]
   */
  public void backward(float[][] logitsGradient, Gradients into) {
    into.add(back("class_logits_backward", logitsGradient).call(manager));
  }

  /**
   * Adds each row's gradient, clipped. To be done once.
   *
   * @param logitsGradient of each row's own loss, [rows][classes]
   * @param clip largest norm of a row's gradient over all parameters; longer ones are scaled down
   *     to it
   * @return norm of each row's gradient before
   */
  public float[] addClipped(float[][] logitsGradient, double clip, Gradients into) {
    ProgramCall back = back("add_clipped_class_gradients", logitsGradient).with(clip);
    NDList norms = new NDList();
    into.addInPlace(replica, manager, sums -> norms.addAll(back.with(sums).call(manager)));
    return batch.asGiven(norms.singletonOrThrow().toFloatArray());
  }

  /** A call of a way back, with what it needs to know of the way there. */
  private ProgramCall back(String method, float[][] logitsGradient) {
    NDArray given =
        Matrices.create(manager, batch.asPacked(logitsGradient), packedLogits().getShape());
    return replica
        .program()
        .method(method)
        .with(given)
        .with(batch.tokens())
        .with(batch.last())
        .with(batch.packing())
        .with(replica.parameters())
        .with(kept);
  }

  private NDArray packedLogits() {
    return kept.get(kept.size() - 1);
  }

  @Override
  public void close() {
    manager.close();
  }
}
