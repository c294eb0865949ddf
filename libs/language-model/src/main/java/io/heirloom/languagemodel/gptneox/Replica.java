package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.torchscript.TorchScriptProgram;
import java.util.List;

/**
 * The parameters of a network in training on one device, and the program that computes with them.
 *
 * @param manager of what it owns
 * @param parameters in the program's order
 * @param workspace for what a pass needs much memory for
 */
record Replica(
    NDManager manager, TorchScriptProgram program, NDList parameters, Workspace workspace)
    implements AutoCloseable {

  Replica(NDManager manager, TorchScriptProgram program, NDList parameters) {
    this(manager, program, parameters, new Workspace(manager));
  }

  /** Takes over the values of another one's parameters. */
  void copyFrom(Replica other) {
    copy(parameters, other.parameters);
  }

  /** Sets the values of some tensors to those of others, one by one, across devices. */
  void copy(NDList into, NDList from) {
    try (NDManager call = manager.newSubManager()) {
      program.method("copy").with(into).with(from).call(call);
    }
  }

  /**
   * The loss of each token of a row but its first: [rows][tokens but the first].
   *
   * @param embedded which tokens there are, and their numbers in the embedding
   * @param answered the same of the head
   */
  float[][] tokenLosses(List<int[]> rows, Vocabulary embedded, Vocabulary answered) {
    if (NextTokens.count(rows) == 0) {
      return new float[rows.size()][0];
    }
    try (NDManager call = manager.newSubManager()) {
      NextTokens next = NextTokens.of(call, rows, embedded, answered);
      return next.byRow(
          program
              .method("token_losses")
              .with(next.batch().tokens())
              .with(next.predicting())
              .with(next.targets())
              .with(next.batch().packing())
              .with(parameters)
              .call(call)
              .singletonOrThrow()
              .toFloatArray());
    }
  }

  /** New tensors of the same values. */
  NDList duplicates(NDList of) {
    NDList duplicates = new NDList(of.size());
    for (NDArray tensor : of) {
      NDArray duplicate = tensor.duplicate();
      duplicate.attach(manager);
      duplicates.add(duplicate);
    }
    return duplicates;
  }

  @Override
  public void close() {
    program.close();
    manager.close();
  }
}
