package io.heirloom.gateway.measure;

import io.heirloom.artifacts.CorruptArtifactException;
import io.heirloom.artifacts.FolderStore;
import io.heirloom.gateway.StoreConfiguration;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.trust.ScoredRows;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Answers from the artifact store that workers write to. */
@Singleton
final class StoredAnswers implements Answers {
  private final Optional<Path> folder;

  StoredAnswers(StoreConfiguration configuration) {
    this.folder = configuration.folder();
  }

  @Override
  public ScoredRows of(Reference evaluation) {
    Path root =
        folder.orElseThrow(
            () ->
                new UnreadableAnswersException(
                    "the gateway has no artifact store (heirloom.store.folder)"));
    try {
      return ScoredRows.read(new FolderStore(root).fetch(evaluation));
    } catch (CorruptArtifactException | InvalidInputException | UncheckedIOException e) {
      throw new UnreadableAnswersException(
          "evaluation " + evaluation.digest().abbreviated() + " cannot be read: " + e.getMessage(),
          e);
    }
  }
}
