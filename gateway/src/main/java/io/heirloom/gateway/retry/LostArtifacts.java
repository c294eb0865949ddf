package io.heirloom.gateway.retry;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.gateway.StoreConfiguration;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepResult;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds steps whose results are in the store no more as they were made. */
@Singleton
final class LostArtifacts {
  private final Optional<Path> folder;

  LostArtifacts(StoreConfiguration configuration) {
    this.folder = configuration.folder();
  }

  /**
   * Reads and verifies all that some steps made, and takes what is damaged out of the store, so
   * that it is made again when asked for. A gateway without a store finds nothing.
   *
   * @return keys of the steps whose artifact is damaged or gone
   * @throws java.io.UncheckedIOException if the store cannot be read
   */
  Set<String> of(List<StepEntity> steps) {
    Set<String> lost = new LinkedHashSet<>();
    folder
        .map(FolderStore::new)
        .ifPresent(
            store -> {
              for (StepEntity step : steps) {
                Optional<Reference> made = step.result().map(StepResult::reference);
                made.flatMap(store::withdraw)
                    .ifPresent(
                        damage -> {
                          Log.warnf("'%s' is to be done anew: %s", step.title(), damage);
                          lost.add(step.key());
                        });
              }
            });
    return lost;
  }
}
