package io.heirloom.languagemodel.torchscript;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** Starts DJL's PyTorch engine with the settings it must find when it is loaded. */
public final class PyTorchEngine {
  private static final String NAME = "PyTorch";

  private PyTorchEngine() {}

  /** A function of the C library, under its own name. */
  private interface CLibrary extends Library {
    int setenv(String name, String value, int overwrite);
  }

  /** Starts once, when first asked for. */
  private static final class Started {
    static {
      setIfAbsent("ai.djl.offline", "true");
      setIfAbsent("OPT_OUT_TRACKING", "true");
      // Threads of OpenMP that wait for work would else spin and starve everyone on the same cores.
      // The library reads this from the process's environment when it is loaded.
      Native.load("c", CLibrary.class).setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
      NDManager.newBaseManager(Device.cpu(), NAME).close();
    }

    private Started() {}

    static NDManager newManager(Device device) {
      return NDManager.newBaseManager(device, NAME);
    }

    private static void setIfAbsent(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }

  /** A new owner of native memory on a device; close it. */
  public static NDManager newManager(Device device) {
    return Started.newManager(device);
  }
}
