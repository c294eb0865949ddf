package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.torchscript.TorchScriptProgram;

/**
 * The parameters of a network in training on one device, and the program that computes with them.
 *
 * @param manager of what it owns
 * @param parameters in the program's order
 */
record Replica(NDManager manager, TorchScriptProgram program, NDList parameters)
    implements AutoCloseable {

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
