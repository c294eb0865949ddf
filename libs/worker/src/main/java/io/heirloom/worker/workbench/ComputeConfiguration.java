package io.heirloom.worker.workbench;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Settings of the device that steps are computed on. */
@ConfigMapping(prefix = "heirloom.compute")
interface ComputeConfiguration {
  /** The device: {@code cpu}, or {@code cuda:0} and so on. */
  @WithDefault("cpu")
  String device();

  /**
   * A folder on a local file system with one lock file per device: all processes that share a
   * device name the same folder, and so take turns.
   */
  @WithDefault("${java.io.tmpdir}/heirloom-compute")
  Path lockFolder();
}
