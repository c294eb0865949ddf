package io.heirloom.gateway;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where artifacts rest. */
@ConfigMapping(prefix = "heirloom.store")
public interface StoreConfiguration {
  /**
   * The folder of the store, the one the workers write to; without it reports say how models did
   * but not how certain that is, and no checkpoint can be exported.
   */
  Optional<Path> folder();
}
