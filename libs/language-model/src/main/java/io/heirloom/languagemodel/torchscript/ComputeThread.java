package io.heirloom.languagemodel.torchscript;

import ai.djl.pytorch.jni.JniUtils;

/**
 * What PyTorch must be told anew on every thread that runs a program.
 *
 * @param cores threads over which one operation may be spread
 */
record ComputeThread(int cores) {
  /** Names the system property with the number of cores one process may use; default: all. */
  static final String CORES = "heirloom.cores";

  static ComputeThread ofSystem() {
    int all = Runtime.getRuntime().availableProcessors();
    return new ComputeThread(Math.max(1, Integer.getInteger(CORES, all)));
  }

  void prepare() {
    // The optimising executor loses gradients of intermediate results from the third run on.
    // Programs
    // switch gradients on where they want them.
    JniUtils.setGraphExecutorOptimize(false);
    JniUtils.setGradMode(false);
    if (JniUtils.getNumThreads() != cores) {
      JniUtils.setNumThreads(cores);
    }
  }
}
