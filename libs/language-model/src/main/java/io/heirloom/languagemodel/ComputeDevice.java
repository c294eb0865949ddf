package io.heirloom.languagemodel;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.lineage.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What computes.
 *
 * @param name {@code cpu} or {@code cuda:N}, N counting from 0
 */
public record ComputeDevice(String name) {
  /** All cores this process may use. */
  public static final ComputeDevice CPU = new ComputeDevice("cpu");

  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

  public ComputeDevice {
    if (name == null || !(name.equals("cpu") || CUDA.matcher(name).matches())) {
      throw new InvalidInputException("device", name, "cpu, or cuda:0 and so on");
    }
  }

  /** The engine's word for it. */
  public Device device() {
    Matcher cuda = CUDA.matcher(name);
    return cuda.matches() ? Device.gpu(Integer.parseInt(cuda.group(1))) : Device.cpu();
  }

  /**
   * Makes sure that this machine has it, and that the native library can use it. The CPU is taken
   * for granted, so that a worker there starts without the library.
   *
   * @throws InvalidInputException if not
   */
  public void requirePresent() {
    if (equals(CPU)) {
      return;
    }
    try (NDManager manager = PyTorchEngine.newManager(device())) {
      manager.zeros(new Shape(1));
    } catch (EngineException e) {
      throw new InvalidInputException(
          "device", name, "one that PyTorch can use here: " + firstSentence(e.getMessage()));
    }
  }

  /** PyTorch goes on for many lines. */
  private static String firstSentence(String message) {
    return String.valueOf(message).split("(?<=\\.)\\s|\n", 2)[0];
  }
}
