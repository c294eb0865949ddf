package io.heirloom.languagemodel.djl;

import java.util.Properties;

/** Which native libraries DJL loads. */
public final class NativeLibraries {
  private NativeLibraries() {}

  /**
   * Those it comes with, and those that the environment names; it downloads none. To be said before
   * any of them is loaded: where DJL sees a GPU, it would else look on its own site for a tokenizer
   * that was built for that GPU. Who has set the system property {@code ai.djl.offline} is obeyed.
   */
  public static void downloadNone() {
    Properties settings = System.getProperties();
    settings.putIfAbsent("ai.djl.offline", "true");
    settings.putIfAbsent("OPT_OUT_TRACKING", "true");
  }
}
