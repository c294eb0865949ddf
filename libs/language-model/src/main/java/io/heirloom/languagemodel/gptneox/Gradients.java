package io.heirloom.languagemodel.gptneox;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/** The gradient of one step by all parameters, summed over its parts. Native memory: close it. */
public final class Gradients implements AutoCloseable {
  private final Replica main;
  private NDManager manager;
  private NDList sums;

  Gradients(Replica main) {
    this.main = main;
    clear();
  }

  /** Adds a part's gradient; takes it over. */
  void add(NDList part) {
    NDList here = moved(part, main.manager().getDevice());
    if (sums.isEmpty()) {
      here.attach(manager);
      sums = here;
    } else {
      try (NDManager call = manager.newSubManager()) {
        main.program().method("accumulate").with(sums).with(here).call(call);
      }
    }
  }

  /** Begins anew, from nothing. */
  public void clear() {
    if (manager != null) {
      manager.close();
    }
    manager = main.manager().newSubManager();
    sums = new NDList();
  }

  /** One tensor for each parameter; empty if nothing was added. */
  NDList sums() {
    return sums;
  }

  @Override
  public void close() {
    manager.close();
  }

  private static NDList moved(NDList part, Device device) {
    NDList moved = new NDList(part.size());
    for (NDArray gradient : part) {
      moved.add(gradient.toDevice(device, false));
    }
    return moved;
  }
}
