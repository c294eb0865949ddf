package io.heirloom.worker.workbench;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of the devices that steps are computed on. */
@ConfigMapping(prefix = "heirloom.compute")
interface ComputeConfiguration {
  /** The devices; as {@link Compute} has them. */
  @WithDefault("cpu")
  List<String> devices();

  /** How often a training saves its state; as {@link Compute} has it. */
  @WithDefault("30s")
  Duration saveInterval();

  /**
   * A folder on a local file system with one lock file per device: all processes that share a
   * device name the same folder, and so take turns.
   */
  @WithDefault("${java.io.tmpdir}/heirloom-compute")
  Path lockFolder();
}
