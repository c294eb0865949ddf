package io.heirloom.worker;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where artifacts rest. */
@ConfigMapping(prefix = "heirloom.store")
public interface StoreSettings {
  /** The folder of the store, the same for all workers: on one machine, or mounted by all. */
  Path folder();
}
