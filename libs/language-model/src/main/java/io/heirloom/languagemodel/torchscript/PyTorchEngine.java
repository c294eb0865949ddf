package io.heirloom.languagemodel.torchscript;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import io.heirloom.languagemodel.djl.NativeLibraries;
import java.nio.file.Path;

/** Starts DJL's PyTorch engine with the settings it must find when it is loaded. */
public final class PyTorchEngine {
  private static final String NAME = "PyTorch";
  private static final String SPINS = "10000";
  private static final String PRODUCT_WORKSPACE = ":4096:8";
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int LARGEST_KEPT = 1 << 30;

  private PyTorchEngine() {}

  /** A function of the C library, under its own name. */
  private interface CLibrary extends Library {
    int setenv(String name, String value, int overwrite);

    int mallopt(int parameter, int value);

    int malloc_trim(long pad);
  }

  /** Starts once, when first asked for. */
  private static final class Started {
    private static final CLibrary C = Native.load("c", CLibrary.class);

    static {
      NativeLibraries.downloadNone();
      // Threads of OpenMP that wait for work spin by default, and starve everyone on the same
      // cores;
      // those that sleep at once wake up too late for the next small operation. So they spin for
      // about a tenth of a millisecond. Read from the environment when the library is loaded.
      C.setenv("GOMP_SPINCOUNT", SPINS, 0);
      // Without, products on GPUs may differ in their bits; read when the first is worked out.
      C.setenv("CUBLAS_WORKSPACE_CONFIG", PRODUCT_WORKSPACE, 0);
      // Every step allocates and frees the same large tensors. By default the C library gives each
      // back to the kernel and then pays for every page of the next anew.
      C.mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT);
      C.mallopt(M_TRIM_THRESHOLD, LARGEST_KEPT);
      NDManager.newBaseManager(Device.cpu(), NAME).close();
    }

    private Started() {}

    static NDManager newManager(Device device) {
      return NDManager.newBaseManager(device, NAME);
    }

    /** The folder of PyTorch's libraries. */
    static Path libraries() {
      return Path.of(LibUtils.getLibtorchPath());
    }
  }

  /** What comes on top before the first GPU is used. */
  private static final class StartedForGpus {
    static {
      RepeatableBits.demand(Started.libraries());
    }

    private StartedForGpus() {}

    static NDManager newManager(Device device) {
      return Started.newManager(device);
    }
  }

  /** Gives memory that is free, but kept for what comes next, back to system and GPUs. */
  public static void releaseFreeMemory() {
    Started.C.malloc_trim(0);
    JniUtils.emptyCudaCache();
  }

  /** How many cores this process may use: the system property heirloom.cores, or else all. */
  public static int cores() {
    return ComputeThread.ofSystem().cores();
  }

  /** A new owner of native memory on a device; close it. */
  public static NDManager newManager(Device device) {
    return device.isGpu() ? StartedForGpus.newManager(device) : Started.newManager(device);
  }
}
