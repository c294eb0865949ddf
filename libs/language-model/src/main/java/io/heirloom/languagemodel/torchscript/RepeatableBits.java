package io.heirloom.languagemodel.torchscript;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/**
 * Has GPUs work out the same bits each time, which they do not by themselves where many threads add
 * to one sum. Neither DJL nor TorchScript has a word for that, so PyTorch's library is called under
 * the names that C++ gives its functions (at::globalContext, at::Context::setDeterministic…).
 */
final class RepeatableBits {
  private static final String CONTEXT = "_ZN2at13globalContextEv";
  private static final String ALGORITHMS = "_ZN2at7Context26setDeterministicAlgorithmsEbb";
  private static final String FILL = "_ZN2at7Context39setDeterministicFillUninitializedMemoryEb";

  // As C++ passes a bool.
  private static final byte TRUE = 1;
  private static final byte FALSE = 0;

  private RepeatableBits() {}

  /**
   * Demands it of this process from now on.
   *
   * @param libraries the folder of PyTorch's libraries, which have been loaded
   */
  static void demand(Path libraries) {
    NativeLibrary torch =
        NativeLibrary.getInstance(libraries.resolve(System.mapLibraryName("torch_cpu")).toString());
    Pointer context = torch.getFunction(CONTEXT).invokePointer(new Object[] {});
    // The second would be TRUE to be only warned of what cannot: attention then goes on as it
    // likes.
    torch.getFunction(ALGORITHMS).invokeVoid(new Object[] {context, TRUE, FALSE});
    // Else each new tensor would be filled first.
    torch.getFunction(FILL).invokeVoid(new Object[] {context, FALSE});
  }
}
