package io.heirloom.languagemodel.torchscript;

import ai.djl.engine.EngineException;
import java.util.List;

/** Tells whether native code failed for want of memory, which DJL has no type for. */
public final class OutOfMemory {
  /** As PyTorch words it: on GPUs, and on CPUs, where it has two words for it. */
  private static final List<String> WORDS =
      List.of("out of memory", "can't allocate memory", "not enough memory");

  private OutOfMemory() {}

  /** Whether that is what happened. */
  public static boolean caused(EngineException failure) {
    String message = String.valueOf(failure.getMessage());
    return WORDS.stream().anyMatch(message::contains);
  }
}
