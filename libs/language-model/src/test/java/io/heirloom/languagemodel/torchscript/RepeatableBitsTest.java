package io.heirloom.languagemodel.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RepeatableBitsTest {
  /** That PyTorch's library has these functions, and that they are the ones that are meant. */
  @Test
  void pytorchTakesTheDemand() {
    PyTorchEngine.newManager(Device.cpu()).close();
    Path libraries = Path.of(LibUtils.getLibtorchPath());
    NativeLibrary torch =
        NativeLibrary.getInstance(libraries.resolve(System.mapLibraryName("torch_cpu")).toString());
    Object[] context = {
      torch.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[] {})
    };

    RepeatableBits.demand(libraries);

    assertThat(is(torch, "_ZNK2at7Context23deterministicAlgorithmsEv", context)).isTrue();
    assertThat(is(torch, "_ZNK2at7Context31deterministicAlgorithmsWarnOnlyEv", context)).isFalse();
    assertThat(is(torch, "_ZNK2at7Context36deterministicFillUninitializedMemoryEv", context))
        .isFalse();
  }

  private static boolean is(NativeLibrary torch, String question, Object[] context) {
    return ((Byte) torch.getFunction(question).invoke(byte.class, context)) != 0;
  }
}
