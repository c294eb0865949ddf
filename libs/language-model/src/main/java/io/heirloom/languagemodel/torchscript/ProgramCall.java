package io.heirloom.languagemodel.torchscript;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of a TorchScript method: its arguments in order, then where the result belongs. An array
 * can be an argument only once.
 */
public final class ProgramCall {
  // DJL reads how to pass an array from the array's name: this one chooses the method ...
  private static final String METHOD = "module_method:";
  // ... and arrays that share a name with this ending form a list.
  private static final String LIST = "[]";

  private final PtSymbolBlock module;
  private final ComputeThread thread;
  private final String method;
  private final List<Argument> arguments = new ArrayList<>();

  private interface Argument {
    void addTo(NDList inputs, NDManager scalars, int position);
  }

  ProgramCall(PtSymbolBlock module, ComputeThread thread, String method) {
    this.module = module;
    this.thread = thread;
    this.method = method;
  }

  /** An argument of type Tensor. */
  public ProgramCall with(NDArray tensor) {
    arguments.add(
        (inputs, scalars, position) -> {
          tensor.setName(null);
          inputs.add(tensor);
        });
    return this;
  }

  /** An argument of type List[Tensor], with at least one element. */
  public ProgramCall with(NDList tensors) {
    arguments.add(
        (inputs, scalars, position) -> {
          for (NDArray tensor : tensors) {
            tensor.setName("list" + position + LIST);
            inputs.add(tensor);
          }
        });
    return this;
  }

  /**
   * An argument of type Tensor: one float64 number, on the CPU whatever the device, so that to look
   * at it need not wait for the device.
   */
  public ProgramCall with(double number) {
    arguments.add((inputs, scalars, position) -> inputs.add(scalars.create(number)));
    return this;
  }

  /**
   * Calls the method.
   *
   * @param manager owner of the result
   */
  public NDList call(NDManager manager) {
    thread.prepare();
    try (NDManager scalars = manager.newSubManager(Device.cpu())) {
      NDArray chosen = scalars.create(0f);
      chosen.setName(METHOD + method);
      NDList inputs = new NDList(chosen);
      for (int i = 0; i < arguments.size(); i++) {
        arguments.get(i).addTo(inputs, scalars, i);
      }
      // "Training" leaves gradients as the thread has them; else a deprecated guard takes over.
      NDList results = IValueUtils.forward(module, inputs, true);
      results.attach(manager);
      return results;
    }
  }
}
