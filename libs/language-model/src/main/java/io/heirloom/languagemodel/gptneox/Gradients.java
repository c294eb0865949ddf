package io.heirloom.languagemodel.gptneox;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The gradient of one step by all parameters, summed over its parts. Native memory: close it. */
public final class Gradients implements AutoCloseable {
  private final Replica main;
  private final Supplier<NDList> beginning;
  private NDManager manager;
  private NDList sums;

  /** Sums that begin from nothing. */
  Gradients(Replica main) {
    this(main, NDList::new);
  }

  /**
   * Sums that begin from something.
   *
   * @param beginning gives it: a tensor for each parameter, or none; they outlive these sums, which
   *     write over them
   */
  Gradients(Replica main, Supplier<NDList> beginning) {
    this.main = main;
    this.beginning = beginning;
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

  /**
   * Adds a part's gradient in place. The sums have begun from something.
   *
   * @param from the replica that the part is worked out on
   * @param pass owner of what it needs
   * @param work adds it to the tensors it is given, one for each parameter, on that replica's
   *     device
   */
  void addInPlace(Replica from, NDManager pass, Consumer<NDList> work) {
    if (from == main) {
      work.accept(sums);
    } else {
      NDList own = new NDList();
      for (NDArray parameter : from.parameters()) {
        own.add(pass.zeros(parameter.getShape()));
      }
      work.accept(own);
      add(own);
    }
  }

  /** Begins anew. */
  public void clear() {
    if (manager != null) {
      manager.close();
    }
    manager = main.manager().newSubManager();
    sums = beginning.get();
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
